import { Stack } from '@mantine/core';
import type { DownloadTurn, Machine } from '@netberth/api';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Terms } from '../../parts/terms.tsx';
import { texts } from '../../texts/texts.ts';
import { notesKey } from './notes-key.ts';

const words = texts.machine;

export function IdentityPanel({ machine }: { readonly machine: Machine }) {
  const labels = Object.entries(machine.labels).map(([name, value]) => `${name}=${value}`);
  const values = Object.entries(machine.metadata).filter(([name]) => name !== notesKey);
  return (
    <>
      <Panel title={words.identity}>
        <Terms
          rows={[
            [texts.machines.columns.id, machine.id],
            [words.hostname, machine.hostname],
            [words.macs, <Lines key="macs" lines={machine.macs} />],
            [words.serial, machine.serial],
            [words.uuid, machine.uuid],
            [words.asset, machine.asset],
            [words.address, machine.address],
            [words.lastAddress, machine.lastAddress],
            ...(machine.downloadTurn === null
              ? []
              : [[words.turn, <Turn key="turn" turn={machine.downloadTurn} />] as const]),
            ...(machine.installProgress === null
              ? []
              : [[words.installer, words.stages[machine.installProgress.stage]] as const]),
            [words.resting, machine.resting],
            ...(machine.protected ? [[words.protected, words.isProtected] as const] : []),
            [words.proof, words.proofs[machine.proof]],
            [words.labels, <Lines key="labels" lines={labels} />],
            [words.seen, <Moment key="seen" at={machine.lastSeenAt} />],
            [words.created, <Moment key="created" at={machine.createdAt} />],
          ]}
        />
      </Panel>
      {Object.keys(machine.hardware).length > 0 && (
        <Panel title={words.hardware}>
          <Terms
            rows={Object.entries(machine.hardware).map(([name, value]) => [
              words.hardwareTerms[name] ?? name,
              value,
            ])}
          />
        </Panel>
      )}
      {values.length > 0 && (
        <Panel title={words.metadata}>
          <Terms
            rows={values.map(([name, value]) => [
              name,
              typeof value === 'string' ? value : JSON.stringify(value),
            ])}
          />
        </Panel>
      )}
    </>
  );
}

function Turn({ turn: { readyAt, ...turn } }: { readonly turn: DownloadTurn }) {
  return (
    <>
      {words.turnOf(turn)}, {words.turnExpected} <Moment at={readyAt} />
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <>{texts.none}</>;
  return (
    <Stack gap={0} className="nb-mono">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </Stack>
  );
}
