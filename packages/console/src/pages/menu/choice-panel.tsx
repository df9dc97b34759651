import { Alert, Badge, Code, List, Stack, Text } from '@mantine/core';
import type { MenuChoice, MenuProduct } from '@netberth/api';
import { Panel } from '../../parts/panel.tsx';
import { Terms } from '../../parts/terms.tsx';
import { useBootAddress } from '../../server/boot-address.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.menu;

type Props = { readonly product: MenuProduct; readonly choice: MenuChoice | undefined };

/** What one choice boots, and the ways to it. */
export function ChoicePanel({ product, choice }: Props) {
  const bootAddress = useBootAddress(texts.yourServer);
  if (choice === undefined) return <Text role="status">{words.noChoice}</Text>;
  return (
    <Panel title={choice.title}>
      <Stack>
        {choice.isBroken && (
          <Alert color="red" variant="outline">
            {words.brokenChoice}
          </Alert>
        )}
        <Terms
          rows={[
            [words.method, choice.method],
            [words.kernel, choice.kernel && <Code className="nb-script">{choice.kernel}</Code>],
            [words.initrds, <Lines key="initrds" texts={choice.initrds} />],
            [
              words.args,
              <Code key="args" className="nb-script">
                {choice.args.join(' ')}
              </Code>,
            ],
            [words.erases, choice.confirm],
            ...choice.notes.map((note) => [words.notes, note] as const),
            [words.files, <Files key="files" files={choice.files} />],
            [
              words.straight,
              <Code key="chain" className="nb-script">
                {`chain ${bootAddress}${menuPath(product, choice)}`}
              </Code>,
            ],
            [
              words.asProfile,
              <Code key="profile" className="nb-script">
                {profileLine(product, choice)}
              </Code>,
            ],
          ]}
        />
      </Stack>
    </Panel>
  );
}

function Lines({ texts: lines }: { readonly texts: readonly string[] }) {
  return (
    <Stack gap={2}>
      {lines.map((line) => (
        <Code key={line} className="nb-script">
          {line}
        </Code>
      ))}
    </Stack>
  );
}

function Files({ files }: Pick<MenuChoice, 'files'>) {
  return (
    <List size="sm">
      {files.map(({ url, localPath }) => (
        <List.Item key={url}>
          <Code className="nb-script">{url}</Code>{' '}
          <Badge size="xs" variant="default" tt="none">
            {localPath === null ? words.upstream : words.stored}
          </Badge>
        </List.Item>
      ))}
    </List>
  );
}

function menuPath({ id }: MenuProduct, { values }: MenuChoice): string {
  const query = new URLSearchParams(values).toString();
  return `/menu/p/${id}${query === '' ? '' : `?${query}`}`;
}

function profileLine({ id }: MenuProduct, { values }: MenuChoice): string {
  const flags = Object.entries(values).map(([question, answer]) => ` --${question} ${answer}`);
  return `netberth profile create NAME --product ${id}${flags.join('')}`;
}
