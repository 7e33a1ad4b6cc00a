/* Counts and lists as one says them. */

/** A count of ours, with a comma at each thousand. */
export const thousands = (count) => count.toLocaleString("en");

export const counted = (count, noun, plural = `${noun}s`) => `${thousands(count)} ${count === 1 ? noun : plural}`;

/** "a, b and c" */
export function listed(items) {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
