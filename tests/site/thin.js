/* Leaves of each list on a page only the parts that hold an element of a kind seen less than twice so far.
   Kinds differ in tags, classes, roles and families of colours, not in texts, addresses or coordinates. */
() => {
  const lists = "tbody, thead tr, ul, ol, dl, svg, svg g, section, article, fieldset, details";
  const kept = "title, desc, caption, summary, legend, h2, h3, h4"; // what names the rest
  const told = /^(class|role|data-(family|kind|basis)|aria-(current|sort))$/;
  const passing = /^(id|href|title|[xyr]|[xy][12]|[cr][xy]|d|points|transform)$/;
  const said = ({ name, value }) => (told.test(name) ? name + value : name);
  const own = (one) => [one.tagName, ...[...one.attributes].filter(({ name }) => !passing.test(name)).map(said).sort()];
  const seen = new Map();
  const stays = (one) => {
    const kind = [one.parentElement, one].map(own).join();
    const times = seen.get(kind) ?? 0;
    seen.set(kind, times + 1);
    let needed = times < 2;
    for (const part of [...one.children]) {
      const wanted = stays(part);
      if (!wanted && one.matches(lists) && !part.matches(kept)) part.remove();
      needed ||= wanted;
    }
    return needed;
  };
  stays(document.querySelector("main"));
};
