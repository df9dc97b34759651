// `node --import ./clock-that-jumps.mjs …`: the clock of that process is wrong by what its parent sends it.
const trueNow = Date.now;
let wrongByMs = 0;
Date.now = () => trueNow() + wrongByMs;
process.on('message', (told) => {
  wrongByMs = Number(told);
  process.send?.('set');
});
process.channel?.unref();
