// ZIP packages: written with what the browser can deflate, read for templates.
"use strict";
(() => {
  const table = Uint32Array.from({ length: 256 }, (_, number) => {
    for (let bit = 0; bit < 8; bit++) number = number & 1 ? (number >>> 1) ^ 0xedb88320 : number >>> 1;
    return number;
  });
  function crc32(bytes) {
    let crc = ~0;
    for (const byte of bytes) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
    return ~crc >>> 0;
  }
  async function through(bytes, stream) {
    return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
  }
  const inflate = bytes => through(bytes, new DecompressionStream("deflate-raw"));
  const fromBase64 = text => Uint8Array.from(atob(text), one => one.charCodeAt(0));

  // Numbers of two and of four bytes, as the format writes them.
  function record(...fields) {
    const made = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
    let at = 0;
    for (const [size, value] of fields) { if (size === 2) made.setUint16(at, value, true); else made.setUint32(at, value, true); at += size; }
    return new Uint8Array(made.buffer);
  }
  const DAY = 0x21; // 1980-01-01: the same content gives the same bytes on every day.

  // `files` are pairs of a name and a text or bytes.
  async function pack(files) {
    const parts = [], directory = [];
    let offset = 0;
    for (const [name, content] of files) {
      const title = new TextEncoder().encode(name);
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      const data = await through(bytes, new CompressionStream("deflate-raw"));
      const common = [[2, 20], [2, 0x800], [2, 8], [2, 0], [2, DAY], [4, crc32(bytes)], [4, data.length], [4, bytes.length], [2, title.length], [2, 0]];
      const local = record([4, 0x04034b50], ...common);
      directory.push(record([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), title);
      parts.push(local, title, data);
      offset += local.length + title.length + data.length;
    }
    const size = directory.reduce((sum, one) => sum + one.length, 0);
    const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
    return new Uint8Array(await new Blob([...parts, ...directory, end]).arrayBuffer());
  }

  // The parts of a package as pairs of name and bytes; throws where the bytes are none.
  async function unpack(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let end = bytes.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) throw new Error("not a package");
    const files = [];
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      const [method, size, long, extra, remark, start] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true),
        view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true), view.getUint32(at + 42, true)];
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + long));
      const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      const data = bytes.subarray(from, from + size);
      files.push([name, method === 8 ? await inflate(data) : data]);
      at += 46 + long + extra + remark;
    }
    return files;
  }

  self.icapZip = { pack, unpack, inflate, crc32, fromBase64 };
})();
