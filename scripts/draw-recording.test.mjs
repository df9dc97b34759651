import { expect, test } from 'vitest';
import { drawRecording } from './draw-recording.mjs';

test('a recording types one command after the other, and shows what was answered as text', () => {
  const drawn = drawRecording(
    [
      { typed: 'netberth machine list', said: ['ID  STATE'] },
      { typed: 'true', said: ['<b> & more'] },
    ],
    'How it goes',
  );
  const rows = [...drawn.matchAll(/<g style="animation-delay:([\d.]+)s"><text[^>]*>([^<]*)<\/text>/g)];
  expect(rows.map(([, delay, text]) => [Number(delay), text])).toEqual([
    [0.5, '$ netberth machine list'],
    [1.85, 'ID  STATE'],
    [3.45, '$ true'],
    [4.04, '&lt;b&gt; &amp; more'],
  ]);
  expect(drawn).toContain('<title id="title">How it goes</title>');
});
