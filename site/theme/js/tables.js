/* Tables that sort and filter in place.

   <table data-sort>            headers become buttons; a cell sorts by data-value, or by its text
   <table data-filter>          a text box in the <div data-controls> just before its .table-scroll
   <th data-facet>              and a choice of the values of this column (a cell's data-facet, or its text)
   Only tables with one body: a body with headings of its own has an order that means something. */

const keyOf = (cell) => cell.dataset.value ?? cell.textContent.trim();
const facetOf = (cell) => (cell.dataset.facet ?? cell.textContent).trim();

function compare(a, b) {
  if (a === b) return 0;
  if (a === "" || b === "") return a === "" ? 1 : -1;
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a.localeCompare(b, "en", { numeric: true });
}

function sortBy(table, header, index) {
  const ascending = header.ariaSort !== "ascending";
  for (const th of table.tHead.rows[0].cells) th.removeAttribute("aria-sort");
  header.ariaSort = ascending ? "ascending" : "descending";
  const rows = [...table.tBodies[0].rows].map((row) => [keyOf(row.cells[index]), row]);
  rows.sort(([a], [b]) => {
    if (a === "" || b === "") return compare(a, b); // nothing to sort by stays last both ways
    return ascending ? compare(a, b) : compare(b, a);
  });
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

function makeSortable(table) {
  [...table.tHead.rows[0].cells].forEach((header, index) => {
    if (!header.textContent.trim()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(table, header, index));
    header.append(button);
  });
}

function labelled(text, control) {
  const label = document.createElement("label");
  label.append(text, control);
  return label;
}

function textBox() {
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  input.placeholder = "Any word in a row";
  return input;
}

function choice(rows, index) {
  const counts = new Map();
  for (const row of rows) {
    const value = facetOf(row.cells[index]);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const select = document.createElement("select");
  select.append(new Option("All", ""));
  const values = [...counts.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  select.append(...values.map((value) => new Option(`${value} (${counts.get(value)})`, value)));
  return select;
}

/** On a narrow screen the choices wait behind a button, so that the table keeps its place. */
function moreButton(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = "Filters";
  button.ariaExpanded = "false";
  button.addEventListener("click", () => (button.ariaExpanded = String(box.classList.toggle("open"))));
  return button;
}

function makeFilter(table) {
  const bar = table.closest(".table-scroll").previousElementSibling;
  const rows = [...table.tBodies[0].rows];
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const input = textBox();
  const choices = document.createElement("div");
  choices.className = "choices";
  const facets = [...table.tHead.rows[0].cells].flatMap((header, index) => {
    if (header.dataset.facet === undefined) return [];
    const select = choice(rows, index);
    choices.append(labelled(header.textContent.trim(), select));
    return [{ index, select }];
  });
  const output = document.createElement("output");
  bar.append(labelled("Filter rows", input), moreButton(choices), choices, output);

  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const keep =
        words.every((word) => texts.get(row).includes(word)) &&
        facets.every(({ index, select }) => !select.value || facetOf(row.cells[index]) === select.value);
      row.hidden = !keep;
      shown += Number(keep);
    }
    output.textContent = shown ? `${shown} of ${rows.length} rows` : "No row matches";
  };
  bar.addEventListener("input", apply);
  apply();
}

export function enhanceTables() {
  for (const table of document.querySelectorAll("table[data-sort], table[data-filter]")) {
    if (table.tBodies.length !== 1) continue;
    if (table.dataset.filter !== undefined) makeFilter(table); // before headers hold buttons
    if (table.dataset.sort !== undefined) makeSortable(table);
  }
}
