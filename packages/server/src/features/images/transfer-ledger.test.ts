import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransferLedger, type TransferRow } from './transfer-ledger.ts';

const SIZE = 1000;

function ledgerWithClock(maxBoots = 100) {
  const clock = { ms: 5000 };
  const ledger = new TransferLedger({ now: () => clock.ms, maxBoots });
  const send = (boot: number, file: string, from: number, to: number, size = SIZE): void =>
    ledger.credit(boot, file, size).onProgress?.(to - from, from);
  return { ledger, clock, send };
}

describe('TransferLedger', () => {
  it('adds up what one boot fetched of one file', () => {
    const { ledger, clock, send } = ledgerWithClock();
    send(7, 'kernel', 0, 400);
    clock.ms = 6000;
    send(7, 'kernel', 300, 600);
    expect(ledger.drain()).toEqual([
      {
        bootNumber: 7,
        file: 'kernel',
        fileSizeBytes: SIZE,
        sentBytesAdded: 700,
        coveredBytes: 600,
        firstAtMs: 5000,
        lastAtMs: 6000,
        complete: false,
      },
    ]);
  });

  it('drains only what changed, and only what was sent since', () => {
    const { ledger, send } = ledgerWithClock();
    send(7, 'kernel', 0, 400);
    send(8, 'kernel', 0, 100);
    ledger.drain();
    expect(ledger.drain()).toEqual([]);
    send(7, 'kernel', 400, 500);
    expect(ledger.drain()).toMatchObject([{ bootNumber: 7, sentBytesAdded: 100, coveredBytes: 500 }]);
  });

  it('says complete when every byte was sent, in whatever pieces', () => {
    const { ledger, send } = ledgerWithClock();
    send(7, 'kernel', 500, 1000);
    send(7, 'kernel', 0, 500);
    expect(ledger.drain()).toMatchObject([{ coveredBytes: SIZE, complete: true }]);
  });

  it('says complete of an empty file that was sent', () => {
    const { ledger, send } = ledgerWithClock();
    send(7, 'empty', 0, 0, 0);
    expect(ledger.drain()).toMatchObject([{ fileSizeBytes: 0, sentBytesAdded: 0, complete: true }]);
  });

  it('remembers nothing of a request that sent nothing, nor of a boot whose files are complete', () => {
    const { ledger, send } = ledgerWithClock();
    ledger.credit(6, 'kernel', SIZE).onEnd?.('aborted');
    expect(ledger.bootCount).toBe(0);
    send(7, 'kernel', 0, SIZE);
    expect(ledger.bootCount).toBe(1);
    ledger.drain();
    expect(ledger.bootCount).toBe(0);
  });

  it('starts the coverage over when the file has another size, and keeps late bytes of the old one out of it', () => {
    const { ledger, send } = ledgerWithClock();
    const old = ledger.credit(7, 'kernel', SIZE);
    old.onProgress?.(400, 0);
    send(7, 'kernel', 0, 100, 300);
    old.onProgress?.(400, 400);
    expect(ledger.drain()).toMatchObject([{ fileSizeBytes: 300, sentBytesAdded: 900, coveredBytes: 100 }]);
  });

  it('follows a bounded number of boots; one that is let go is still drained', () => {
    const { ledger, send } = ledgerWithClock(2);
    send(1, 'kernel', 0, 10);
    send(2, 'kernel', 0, 20);
    send(1, 'kernel', 10, 20);
    send(3, 'kernel', 0, 30);
    expect(ledger.bootCount).toBe(2);
    const drained = ledger.drain().map(({ bootNumber, sentBytesAdded }) => [bootNumber, sentBytesAdded]);
    expect(drained).toEqual([
      [2, 20],
      [1, 20],
      [3, 30],
    ]);
  });

  it('never covers more than the file, loses no byte between drains, and does not depend on the order', () => {
    const piece = fc.record({
      boot: fc.nat(2),
      from: fc.nat(SIZE - 1),
      length: fc.nat(300),
      drain: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const totals = (ordered: typeof pieces): Map<number, { sent: number; covered: number }> => {
          const { ledger, send } = ledgerWithClock();
          const rows: TransferRow[] = [];
          for (const { boot, from, length, drain } of ordered) {
            send(boot, 'image', from, Math.min(from + length, SIZE));
            if (drain) rows.push(...ledger.drain());
          }
          rows.push(...ledger.drain());
          const sums = new Map<number, { sent: number; covered: number }>();
          for (const row of rows) {
            expect(row.coveredBytes).toBeLessThanOrEqual(SIZE);
            const { sent, covered } = sums.get(row.bootNumber) ?? { sent: 0, covered: 0 };
            sums.set(row.bootNumber, {
              sent: sent + row.sentBytesAdded,
              covered: Math.max(covered, row.coveredBytes),
            });
          }
          return sums;
        };
        const forwards = totals(pieces);
        expect(totals(pieces.toReversed())).toEqual(forwards);
        for (const [boot, { sent }] of forwards) {
          const wanted = pieces.filter((one) => one.boot === boot);
          expect(sent).toBe(
            wanted.reduce((sum, one) => sum + Math.min(one.from + one.length, SIZE) - one.from, 0),
          );
        }
      }),
    );
  });
});
