import { Button, Group, Stack, Text } from '@mantine/core';
import { menuEntryRemove } from '@netberth/api';
import type { MenuEntry } from '@netberth/api';
import { useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { SmallButton } from '../../parts/small-button.tsx';
import { ask } from '../../server/ask.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { OwnEntryDialog } from './own-entry-dialog.tsx';
import { menuHasChanged } from './menu-has-changed.ts';

const words = texts.menu.own;

type Open = { readonly what: 'edit' | 'remove'; readonly file: string } | { readonly what: 'add' };

type Props = {
  readonly products: readonly MenuEntry[];
  /** With file and line. */
  readonly problems: readonly string[];
};
type OwnEntry = { readonly name: string; readonly file: string };

/** Products and scripts of this site, as files; whoever may change the menu writes them here. */
export function OwnEntriesPanel({ products, problems }: Props) {
  const [open, setOpen] = useState<Open>();
  const mayWrite = useMay('menu:write');
  const own = [...namedEntries(products), ...faultyEntries(problems, products)];
  if (own.length === 0 && !mayWrite) return null;
  const close = () => setOpen(undefined);
  return (
    <Panel
      title={words.title}
      actions={
        mayWrite && (
          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'add' })}>
            {words.add}
          </Button>
        )
      }
    >
      <Stack gap="xs">
        <Text size="sm">{words.about}</Text>
        <RowTable
          head={[words.name, words.file, '']}
          none={words.none}
          rows={own.map(({ name, file }) => ({
            key: file,
            cells: [
              name,
              file,
              mayWrite && (
                <Group key="actions" gap="xs" justify="flex-end">
                  <SmallButton label={words.edit(file)} onClick={() => setOpen({ what: 'edit', file })} />
                  <SmallButton label={words.remove(file)} onClick={() => setOpen({ what: 'remove', file })} />
                </Group>
              ),
            ],
          }))}
        />
      </Stack>
      {open?.what === 'add' && <OwnEntryDialog file={null} onClose={close} />}
      {open?.what === 'edit' && <OwnEntryDialog file={open.file} onClose={close} />}
      {open?.what === 'remove' && (
        <ConfirmDialog
          title={words.remove(open.file)}
          action={words.remove(open.file)}
          onConfirm={async () => {
            await ask(menuEntryRemove, { file: open.file });
            await menuHasChanged();
          }}
          onClose={close}
        >
          {words.removing}
        </ConfirmDialog>
      )}
    </Panel>
  );
}

function namedEntries(products: readonly MenuEntry[]): readonly OwnEntry[] {
  return products.flatMap(({ name, ownFile }) =>
    ownFile === null ? [] : [{ name, file: ownFile.replace(/^menu\//, '') }],
  );
}

/** What has a mistake is not in the menu, and wants to be mended all the more. */
function faultyEntries(problems: readonly string[], products: readonly MenuEntry[]): readonly OwnEntry[] {
  const files = new Set(
    problems.flatMap((problem) => /^menu\/([^:/]+\.(?:yaml|ipxe)):/.exec(problem)?.[1] ?? []),
  );
  for (const { file } of namedEntries(products)) files.delete(file);
  return [...files].map((file) => ({ name: words.faulty, file }));
}
