/* A Parquet file as columns. Texts become small whole numbers that point into a dictionary, as they stand in
   the file: filters and counts never touch a text. Each column is decoded when it is first asked for. */
import { parquetHeader, readPage } from "../vendor/hyparquet/column.js";
import { decompressPage, readDataPage } from "../vendor/hyparquet/datapage.js";
import { parquetMetadata } from "../vendor/hyparquet/metadata.js";
import { getSchemaPath } from "../vendor/hyparquet/schema.js";

const FORMAT = 1;
const FLAGS = [null, "false", "true"];
const utf8 = new TextDecoder();

/** The columns of a file and what it says about itself; throws where it is not a file of ours. */
export function readParquet(buffer) {
  const metadata = parquetMetadata(buffer);
  const described = JSON.parse(metadata.key_value_metadata.find((pair) => pair.key === "explore").value);
  if (described.format !== FORMAT || metadata.row_groups.length !== 1) throw new Error("another format");
  const rows = Number(metadata.num_rows);
  const chunks = new Map(metadata.row_groups[0].columns.map(({ meta_data: chunk }) => [chunk.path_in_schema[0], chunk]));
  const decoded = new Map();
  function column(name) {
    if (!decoded.has(name)) decoded.set(name, decode(buffer, metadata, chunks.get(name), rows));
    return decoded.get(name);
  }
  return { rows, described, column };
}

/** Texts and flags: { codes, values }, code 0 is absent. Numbers: { numbers }, NaN is absent. */
function decode(buffer, metadata, chunk, rows) {
  const schemaPath = getSchemaPath(metadata.schema, chunk.path_in_schema);
  const decoder = { ...chunk, schemaPath, element: schemaPath.at(-1).element };
  const { dictionary, pages } = readPages(buffer, chunk, decoder);
  if (chunk.type === "BOOLEAN") return { values: FLAGS, codes: fill(new Uint8Array(rows), pages, (flag) => 1 + flag) };
  if (chunk.type === "BYTE_ARRAY") return texts(dictionary ?? [], pages, rows);
  const numbers = new Float64Array(rows).fill(NaN);
  return { numbers: fill(numbers, pages, (value, coded) => (coded ? dictionary[value] : value)) };
}

function texts(dictionary, pages, rows) {
  const values = [null, ...dictionary.map((bytes) => utf8.decode(bytes))];
  const Codes = values.length <= 256 ? Uint8Array : values.length <= 65536 ? Uint16Array : Uint32Array;
  const codes = fill(new Codes(rows), pages, (index, coded) => {
    if (!coded) throw new Error("a text outside the dictionary");
    return 1 + index;
  });
  return { values, codes };
}

function readPages(buffer, chunk, decoder) {
  const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
  const view = new DataView(buffer, start, Number(chunk.total_compressed_size));
  const reader = { view, offset: 0 };
  const pages = [];
  let dictionary;
  while (reader.offset < view.byteLength) {
    const header = parquetHeader(reader);
    if (header.type === "DICTIONARY_PAGE") {
      dictionary = Array.from(readPage(reader, header, decoder, undefined, undefined, 0).data);
    } else pages.push(readValues(buffer, start, reader, header, decoder));
  }
  return { dictionary, pages };
}

function readValues(buffer, start, reader, header, decoder) {
  const { encoding, num_values: rows } = header.data_page_header; // other kinds of pages have none: that throws
  const bytes = new Uint8Array(buffer, start + reader.offset, header.compressed_page_size);
  reader.offset += header.compressed_page_size;
  const page = decompressPage(bytes, header.uncompressed_page_size, decoder.codec);
  const { definitionLevels: present, dataPage: values } = readDataPage(page, header.data_page_header, decoder);
  return { rows, present, values, coded: encoding.endsWith("DICTIONARY") };
}

/** Write the values of all pages to their rows; rows without a value keep what is there. */
function fill(target, pages, convert) {
  let row = 0;
  for (const { rows, present, values, coded } of pages) {
    if (!present.length) {
      for (let index = 0; index < rows; index++) target[row + index] = convert(values[index], coded);
    } else {
      for (let index = 0, next = 0; index < rows; index++) {
        if (present[index]) target[row + index] = convert(values[next++], coded);
      }
    }
    row += rows;
  }
  return target;
}
