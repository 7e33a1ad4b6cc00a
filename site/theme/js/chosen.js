/* Which values of which facets are ticked: a Map of facet to Set of values, without empty sets. */

export function tick(chosen, name, value, on) {
  const values = new Set(chosen.get(name));
  if (on) values.add(value);
  else values.delete(value);
  if (values.size) chosen.set(name, values);
  else chosen.delete(name);
}

/** Add what is ticked to the query of an address. */
export function append(query, chosen) {
  for (const [name, values] of chosen) for (const value of values) query.append(name, value);
}
