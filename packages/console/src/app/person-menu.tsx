import { Button, Menu, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { Session } from '@netberth/api';
import { lazy, Suspense, useState } from 'react';
import { signOut } from '../server/session.ts';
import { texts } from '../texts/texts.ts';

const words = texts.person;

// None is needed to look at anything.
const KeysDialog = lazy(() =>
  import('./keys-dialog.tsx').then(({ KeysDialog }) => ({ default: KeysDialog })),
);
const OwnTokensDialog = lazy(() =>
  import('./own-tokens-dialog.tsx').then(({ OwnTokensDialog }) => ({ default: OwnTokensDialog })),
);
const PasswordDialog = lazy(() =>
  import('./password-dialog.tsx').then(({ PasswordDialog }) => ({ default: PasswordDialog })),
);

/** What is of the person who is signed in; the key `?` shows the keys from every page. */
export function PersonMenu({ session }: { readonly session: Session }) {
  const [dialog, setDialog] = useState<'keys' | 'password' | 'tokens'>();
  const showKeys = () => setDialog('keys');
  const close = () => setDialog(undefined);
  // Where `?` is typed with Shift, and where it is not.
  useHotkeys([
    ['shift+?', showKeys],
    ['?', showKeys],
  ]);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="default" size="xs" aria-label={words.menu(session.actor)}>
            {session.actor}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {session.roles.length > 0 && (
            <Text size="xs" px="sm" py={4}>
              {words.roles(session.roles)}
            </Text>
          )}
          <Menu.Item onClick={showKeys}>{words.keys}</Menu.Item>
          <Menu.Item onClick={() => setDialog('tokens')}>{words.tokens.open}</Menu.Item>
          {isLocal(session) && (
            <Menu.Item onClick={() => setDialog('password')}>{words.password.open}</Menu.Item>
          )}
          <Menu.Item onClick={() => void signOut('here')}>{words.signOut}</Menu.Item>
          <Menu.Item onClick={() => void signOut('everywhere')}>{words.everywhere}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {dialog === 'keys' && <KeysDialog onClose={close} />}
        {dialog === 'tokens' && <OwnTokensDialog onClose={close} />}
        {dialog === 'password' && <PasswordDialog onClose={close} />}
      </Suspense>
    </>
  );
}

/** Whoever comes from elsewhere is named `directory:ada`, and has the password there. */
function isLocal({ actor }: Session): boolean {
  return !actor.includes(':');
}
