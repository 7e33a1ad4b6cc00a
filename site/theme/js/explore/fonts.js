/* The fonts of the page as rules that hold the files themselves: a drawing that leaves the page loads nothing. */

const files = new Map(); // data URLs by address, fetched once

/** The rules of the family that `text` needs; a file that does not come is left out, and the next font stands in. */
export async function fontRules(family, text) {
  const points = new Set([...text].map((letter) => letter.codePointAt(0)));
  const rules = facesOf(family).filter(({ style }) => needed(style.getPropertyValue("unicode-range"), points));
  return (await Promise.all(rules.map(withFile))).join("\n");
}

function facesOf(family) {
  const own = [...document.styleSheets].filter((sheet) => sheet.href?.startsWith(location.origin));
  const faces = own.flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
  return faces.filter((rule) => unquoted(rule.style.getPropertyValue("font-family")) === family);
}

const unquoted = (name) => name.replaceAll(/["']/g, "");

/** Whether one of the points lies in a range as stylesheets write it: `U+0-FF, U+131`; none written means all. */
function needed(ranges, points) {
  if (!ranges) return true;
  const bounds = ranges.split(",").map((range) => range.trim().slice(2).split("-").map((point) => Number.parseInt(point, 16)));
  return [...points].some((point) => bounds.some(([first, last = first]) => first <= point && point <= last));
}

async function withFile({ style, parentStyleSheet }) {
  const [, path] = /url\(["']?([^"')]+)/.exec(style.getPropertyValue("src"));
  const address = new URL(path, parentStyleSheet.href).href;
  if (!files.has(address)) files.set(address, await fileAt(address));
  if (!files.get(address)) return "";
  const kept = ["font-family", "font-weight", "unicode-range"].map((name) => `${name}: ${style.getPropertyValue(name)};`);
  return `@font-face { ${kept.join(" ")} src: url("${files.get(address)}") format("woff2"); }`;
}

async function fileAt(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return `data:font/woff2;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}
