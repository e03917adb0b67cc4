export function read(box) {
  return DotNet.createJSStreamReference(new TextEncoder().encode(box.value.toWellFormed?.() ?? box.value));
}
