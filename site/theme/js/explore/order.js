/* The order of all rows by one column: counting sort over ranks, so 400,000 rows take a moment.
   What is absent stands last, whichever way the order runs. */
const collator = new Intl.Collator("en", { numeric: true });

/** Ranks of the rows from 1, and how many there are; 0 where a row has nothing to sort by. */
function ranks(column) {
  return column.numbers ? ofNumbers(column.numbers) : ofTexts(column);
}

function ofNumbers(numbers) {
  const sorted = numbers.filter((number) => !Number.isNaN(number)).sort();
  const distinct = sorted.filter((number, index) => number !== sorted[index - 1]);
  const of = new Uint32Array(numbers.length);
  for (let row = 0; row < of.length; row++) of[row] = Number.isNaN(numbers[row]) ? 0 : 1 + place(distinct, numbers[row]);
  return { size: distinct.length, of };
}

/** Where a number stands among sorted ones. */
function place(sorted, number) {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function ofTexts({ codes, values }) {
  const sorted = values.map((text, code) => [text, code]).slice(1).sort(([a], [b]) => collator.compare(a, b));
  const rank = new Uint32Array(values.length);
  sorted.forEach(([, code], index) => (rank[code] = index + 1));
  const of = new Uint32Array(codes.length);
  for (let row = 0; row < of.length; row++) of[row] = rank[codes[row]];
  return { size: sorted.length, of };
}

/** Sort rows by rank; rows of one rank keep their order. */
function stable(order, { size, of }, down) {
  const slot = (row) => (of[row] ? (down ? size - of[row] : of[row] - 1) : size);
  const starts = new Uint32Array(size + 2);
  for (const row of order) starts[slot(row) + 1]++;
  for (let index = 1; index < starts.length; index++) starts[index] += starts[index - 1];
  const sorted = new Uint32Array(order.length);
  for (const row of order) sorted[starts[slot(row)]++] = row;
  return sorted;
}

/** Return what sorts rows: by the given columns of the table, the first weighs most. */
export function makeOrders(table) {
  const natural = Uint32Array.from({ length: table.rows }, (_, row) => row);
  const known = new Map();
  return (columns, down) => {
    if (!columns) return natural;
    const key = `${columns}${down}`;
    if (!known.has(key)) {
      const sort = (order, name) => stable(order, ranks(table.column(name)), down);
      known.set(key, columns.toReversed().reduce(sort, natural));
    }
    return known.get(key);
  };
}

/** The rows that match, in an order of all rows. */
export function ordered(order, matching) {
  if (matching.length === order.length) return order;
  const wanted = new Uint8Array(order.length);
  for (const row of matching) wanted[row] = 1;
  return order.filter((row) => wanted[row]);
}
