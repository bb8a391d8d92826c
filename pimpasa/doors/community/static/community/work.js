// When very much comes in, the page asks for a sum. A device that runs scripts works instead:
// it looks for a number that makes a hash begin with zeros. Without scripts the sum stays.

const AT_ONCE = 2000; // hashes between two looks at what the person does
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (root) => ((root % 1) * 2 ** 32) | 0;
const ROUNDS = primes.map((p) => fraction(Math.cbrt(p)));
const START = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
const turn = (x, by) => (x >>> by) | (x << (32 - by));

// SHA-256 (FIPS 180-4): the first 32 bits of it. WebCrypto would need a promise for each hash.
function firstWord(bytes) {
  const padded = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) << 6));
  bytes.forEach((byte, at) => padded.setUint8(at, byte));
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(padded.byteLength - 4, bytes.length * 8);
  const state = [...START];
  for (let from = 0; from < padded.byteLength; from += 64) mix(state, padded, from);
  return state[0] >>> 0;
}

function mix(state, padded, from) {
  const w = new Int32Array(64);
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    if (i < 16) w[i] = padded.getInt32(from + 4 * i);
    else {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i] + value) | 0));
}

async function work(challenge, bits, show) {
  const encoder = new TextEncoder();
  for (let nonce = 0; ; nonce++) {
    if (firstWord(encoder.encode(`${challenge}${nonce}`)) >>> (32 - bits) === 0) return `${nonce}`;
    if (nonce % AT_ONCE === 0) {
      show(1 - (1 - 2 ** -bits) ** nonce); // how likely it was to be done by now
      await new Promise((go) => setTimeout(go));
    }
  }
}

const box = document.getElementById("kerja");
if (box) {
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", box.dataset.working);
  said.textContent = box.dataset.working;
  box.prepend(said, bar);
  const nonce = await work(box.dataset.challenge, Number(box.dataset.bits), (done) => (bar.value = done));
  box.querySelector("[name=kerja]").value = nonce;
  for (const part of box.querySelectorAll("label, .why, #jumlah, progress")) part.hidden = true;
  box.classList.remove("error");
  said.textContent = box.dataset.done;
}
