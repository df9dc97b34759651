import { Alert, Button, List, Progress, Stack, Text } from '@mantine/core';
import { menuAssets, menuMirror } from '@netberth/api';
import type { MenuChoice, MenuProduct, OutputOf } from '@netberth/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { sizeText } from '../../format/size-text.ts';
import { Problem } from '../../parts/problem.tsx';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';

const words = texts.menu.mirror;
const watchMs = 1000;

type Props = { readonly product: MenuProduct; readonly choice: MenuChoice };

/** Keeps the files of a choice on this server, or takes those of the whole product away again. */
export function MirrorButton({ product, choice }: Props) {
  const [mayWrite, mayRead] = [useMay('menu:write'), useMay('menu:read')];
  const mirror = useMutation({
    mutationFn: (remove: boolean) =>
      ask(
        menuMirror,
        remove
          ? { product: product.id, remove }
          : { product: product.id, choice: choice.values, arch: choice.arch, firmware: choice.firmware },
      ),
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: ['menu'] });
    },
  });
  const { data } = useQuery({
    queryKey: ['assets'],
    queryFn: ({ signal }) => ask(menuAssets, {}, signal),
    enabled: mayRead,
    refetchInterval: mirror.isPending ? watchMs : false,
  });
  const running = data?.running.find((one) => one.product === product.id);
  const isStored = choice.files.some(({ localPath }) => localPath !== null);
  return (
    <Stack gap="xs" align="flex-start">
      {mayWrite && !isStored && (
        <Button size="xs" variant="default" loading={mirror.isPending} onClick={() => mirror.mutate(false)}>
          {words.keep}
        </Button>
      )}
      {mayWrite && isStored && (
        <Button size="xs" variant="default" loading={mirror.isPending} onClick={() => mirror.mutate(true)}>
          {words.remove(product.name)}
        </Button>
      )}
      {running !== undefined && <Underway {...running} />}
      <Problem error={mirror.error} />
      {mirror.data !== undefined && <Outcome {...mirror.data} />}
    </Stack>
  );
}

type Running = OutputOf<typeof menuAssets>['running'][number];

function Underway({ files, doneFiles, receivedBytes, totalBytes }: Running) {
  return (
    <div role="status" style={{ width: '100%' }}>
      <Progress value={(100 * receivedBytes) / Math.max(1, totalBytes)} animated aria-label={words.keep} />
      <Text size="sm">{words.progress(doneFiles, files, sizeText(receivedBytes), sizeText(totalBytes))}</Text>
    </div>
  );
}

function Outcome({ ok, files, storedBytes }: OutputOf<typeof menuMirror>) {
  return (
    <Alert
      role="status"
      variant="outline"
      w="100%"
      color={ok ? 'green' : 'red'}
      title={ok ? words.done : words.failed}
    >
      <List size="sm">
        {files.map(({ url, outcome, why }) => (
          <List.Item key={url}>
            {words.outcomes[outcome]}: <span className="nb-mono nb-script">{url}</span> {why}
          </List.Item>
        ))}
      </List>
      <Text size="sm">{words.stored(sizeText(storedBytes))}</Text>
    </Alert>
  );
}
