// Runs @vladmandic/human (WASM backend, SIMD) on pictures that are decoded already, and prints one line of JSON.
//   node human.cjs PACK WORKER WORKERS      the pictures WORKER, WORKER + WORKERS, … of the file
// PACK holds for each picture its width and height (32 bits each, little end first) and its pixels (red, green, blue).
'use strict';
const fs = require('fs');
const path = require('path');

const Padding = 0.25; // of the longer side, black: human's detector misses faces that fill the picture
const WarmUp = 5;

function read(file) {
  const bytes = fs.readFileSync(file);
  const pictures = [];
  for (let at = 0; at < bytes.length;) {
    const width = bytes.readInt32LE(at);
    const height = bytes.readInt32LE(at + 4);
    const size = width * height * 3;
    pictures.push({ width, height, pixels: bytes.subarray(at + 8, at + 8 + size) });
    at += 8 + size;
  }
  return pictures;
}

function pad({ width, height, pixels }) {
  const edge = Math.round(Math.max(width, height) * Padding);
  const wide = width + 2 * edge;
  const padded = new Uint8Array(wide * (height + 2 * edge) * 3);
  for (let y = 0; y < height; y++) padded.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), ((y + edge) * wide + edge) * 3);
  return { width: wide, height: height + 2 * edge, pixels: padded };
}

async function open() {
  const root = path.join(__dirname, 'node_modules', '@vladmandic', 'human');
  const wasm = path.join(__dirname, 'node_modules', '@tensorflow', 'tfjs-backend-wasm');
  // Node's fetch does not read files; the models are local ones.
  globalThis.fetch = async (url) => new Response(fs.readFileSync(String(url).replace('file://', '')), {
    headers: { 'content-type': String(url).endsWith('.json') ? 'application/json' : 'application/octet-stream' },
  });
  const { Human } = require(`${root}/dist/human.node-wasm.js`);
  const human = new Human({
    backend: 'wasm',
    wasmPath: `${wasm}/dist/`,
    modelBasePath: `file://${root}/models/`,
    cacheSensitivity: 0,
    debug: false,
    async: false,
    filter: { enabled: false },
    gesture: { enabled: false },
    face: {
      enabled: true,
      detector: { enabled: true, rotation: true, maxDetected: 50, skipFrames: 0, skipTime: 0 },
      mesh: { enabled: true },
      iris: { enabled: false },
      emotion: { enabled: true, skipFrames: 0, skipTime: 0 },
      description: { enabled: false },
      antispoof: { enabled: false },
      liveness: { enabled: false },
    },
    body: { enabled: false },
    hand: { enabled: false },
    object: { enabled: false },
    segmentation: { enabled: false },
  });
  await human.load();
  return human;
}

async function main() {
  const [pack, worker, workers] = [process.argv[2], Number(process.argv[3] ?? 0), Number(process.argv[4] ?? 1)];
  const human = await open();
  const pictures = read(pack).map((picture, index) => ({ index, picture })).filter(({ index }) => index % workers === worker);
  const look = async (picture) => {
    const tensor = human.tf.tensor(picture.pixels, [1, picture.height, picture.width, 3], 'float32');
    const result = await human.detect(tensor);
    tensor.dispose();
    if (result.error) throw new Error(result.error);
    return result.face.length;
  };
  for (const { picture } of pictures.slice(0, WarmUp)) await look(pad(picture));
  const results = [];
  const before = process.cpuUsage();
  for (const { index, picture } of pictures) {
    const padded = pad(picture);
    const start = process.hrtime.bigint();
    const faces = await look(padded);
    results.push({ index, faces, milliseconds: Number(process.hrtime.bigint() - start) / 1e6 });
  }
  const used = process.cpuUsage(before);
  process.stdout.write(`${JSON.stringify({ processorMilliseconds: (used.user + used.system) / 1000, version: human.version, backend: human.tf.getBackend(), simd: await human.tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'), results })}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 1;
});
