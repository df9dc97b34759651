import { Button, Code, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { TokenDialog } from '../pages/access/token-dialog.tsx';
import { permissionText } from '../pages/access/permission-text.ts';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { RowTable } from '../parts/row-table.tsx';
import { SmallButton } from '../parts/small-button.tsx';
import { makeOwnToken, readOwnTokens, revokeOwnToken } from '../server/own-tokens.ts';
import { queryClient } from '../server/query-client.ts';
import { texts } from '../texts/texts.ts';

const words = texts.person.tokens;
const head = texts.access;
const queryKey = ['own-tokens'];
const renew = () => queryClient.invalidateQueries({ queryKey });

/** What somebody works with from a terminal or a program, without asking an administrator for it. */
export function OwnTokensDialog({ onClose }: { readonly onClose: () => void }) {
  const [isMaking, setMaking] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { data, error } = useQuery({ queryKey, queryFn: readOwnTokens });
  const revoke = async (id: number) => {
    try {
      await revokeOwnToken(id);
      setFailure(null);
      await renew();
    } catch (thrown) {
      setFailure(thrown);
    }
  };
  if (isMaking)
    return (
      <TokenDialog
        expires="30d"
        make={makeOwnToken}
        onClose={() => {
          setMaking(false);
          void renew();
        }}
      />
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title}
      size="xl"
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <Stack gap="sm">
        <Text size="sm">{words.what}</Text>
        <Code block>{words.example(location.origin)}</Code>
        <Problem error={error ?? failure} />
        {data !== undefined && (
          <RowTable
            head={[head.name, head.permissions, head.lastUsed, head.expires, head.change]}
            none={words.none}
            rows={data.map(({ id, name, permissions, lastUsedAt, expiresAt }) => ({
              key: id,
              cells: [
                name,
                permissions.map(permissionText).join(', '),
                <Moment key="used" at={lastUsedAt} />,
                <Moment key="ends" at={expiresAt} />,
                <SmallButton key="revoke" label={head.revoke(name)} onClick={() => void revoke(id)} />,
              ],
            }))}
          />
        )}
        <Button onClick={() => setMaking(true)} style={{ alignSelf: 'flex-end' }}>
          {head.create}
        </Button>
      </Stack>
    </Modal>
  );
}
