/* Which studies are chosen: the address says so, and nothing else does. */

export const MOST = 4;

/** Ids in the address, each once; `?s=a&s=b`, as forms write it, says the same as `?s=a,b`. */
export function asked() {
  const text = new URLSearchParams(location.search).getAll("s").join(",");
  return [...new Set(text.split(",").map((id) => id.trim()).filter(Boolean))];
}

/** The address of a choice; ids hold nothing that must be escaped except when a person typed them. */
export function address(ids) {
  return ids.length ? `?s=${ids.map(encodeURIComponent).join(",")}` : location.pathname;
}

/** What of the address is known: current ids (old ones replaced), what is wrong, what is too much. */
export function resolve(studies, ids) {
  const known = new Map(studies.flatMap((study) => [study.id, ...study.was].map((id) => [id, study.id])));
  const found = [...new Set(ids.map((id) => known.get(id)).filter(Boolean))];
  return { chosen: found.slice(0, MOST), extra: found.slice(MOST), wrong: ids.filter((id) => !known.has(id)) };
}

/** Studies whose id, name or author is nearest to what was written. */
export function near(studies, text, distance) {
  const wanted = text.toLowerCase();
  const names = (study) => [study.id, study.name, study.cite.split(",")[0], ...study.id.split("-")].map((name) => name.toLowerCase());
  const far = (study) => Math.min(...names(study).map((name) => (name.length > 3 && (name.includes(wanted) || wanted.includes(name)) ? 0.5 : distance(wanted, name))));
  return studies
    .map((study) => [far(study), study])
    .sort(([a], [b]) => a - b)
    .slice(0, 3)
    .map(([, study]) => study);
}

/** Other studies that give or treat the same, most alike first. */
export function alike(studies, id) {
  const own = studies.find((study) => study.id === id);
  const shared = (study) => study.gives.filter((term) => own.gives.includes(term)).length * 2 + study.in.filter((term) => own.in.includes(term)).length;
  return studies
    .filter((study) => study.id !== id && study.gives.some((term) => own.gives.includes(term)))
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, 6);
}
