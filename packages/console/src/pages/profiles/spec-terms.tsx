import { Code, List } from '@mantine/core';
import type { Profile } from '@netberth/api';
import type { ReactNode } from 'react';
import type { Row } from '../../parts/terms.tsx';
import { texts } from '../../texts/texts.ts';

const words = texts.profiles.spec;
type Spec = Profile['spec'];
type Choice = Extract<Spec, { method: 'choice' }>;

/** How a profile boots, as `netberth profile show` has it: what it does not say is left out. */
export function specTerms(spec: Spec): readonly Row[] {
  const rows: readonly Row[] = [[words.method, spec.method], ...ownTerms(spec)];
  return rows.filter(([, value]) => value !== null && value !== '');
}

function ownTerms(spec: Spec): readonly Row[] {
  switch (spec.method) {
    case 'linux':
      return [
        [words.kernel, code(spec.kernel)],
        [words.initrds, lines(spec.initrds)],
        [words.args, code(spec.args)],
        [words.captures, spec.captures === true ? words.yes : ''],
      ];
    case 'kiwispray':
      return [[words.script, code(spec.template)]];
    case 'live':
      return [
        [words.version, spec.version],
        [words.task, spec.task ?? ''],
        [words.memory, words.mebibytes(spec.memoryMib)],
        [words.kernel, code(spec.kernel)],
        [words.initrds, code(spec.initrd)],
        [words.image, code(spec.root)],
        [words.args, code(spec.args)],
        [words.machineFiles, lines(spec.machineFiles.map(({ path }) => path))],
      ];
    case 'choice':
      return choiceTerms(spec);
  }
}

function choiceTerms(spec: Choice): readonly Row[] {
  const { bios, efi } = spec.memoryMib ?? {};
  return [
    [words.product, spec.product],
    [words.choice, lines(pairs(spec.choice)) ?? words.first],
    [words.inputs, lines(pairs(spec.inputs))],
    [words.settings, lines(pairs(spec.settings))],
    [words.mirror, spec.mirror],
    [words.arch, spec.arch],
    [words.args, code(spec.args)],
    [words.memoryBios, bios === undefined ? '' : words.mebibytes(bios)],
    [words.memoryUefi, efi === undefined ? '' : words.mebibytes(efi)],
  ];
}

function pairs(record: Readonly<Record<string, string | readonly string[]>>): readonly string[] {
  return Object.entries(record).map(([name, value]) => `${name}=${[value].flat().join(', ')}`);
}

function code(text: string): ReactNode {
  return text === '' ? null : <Code className="nb-script">{text}</Code>;
}

function lines(all: readonly string[]): ReactNode {
  if (all.length === 0) return null;
  return (
    <List size="sm" listStyleType="none">
      {all.map((line) => (
        <List.Item key={line}>{code(line)}</List.Item>
      ))}
    </List>
  );
}
