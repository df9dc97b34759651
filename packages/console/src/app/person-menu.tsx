import { Button, Menu, Text } from '@mantine/core';
import type { Session } from '@netberth/api';
import { signOut } from '../server/session.ts';
import { texts } from '../texts/texts.ts';

export function PersonMenu({ session }: { readonly session: Session }) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="default" size="xs" aria-label={texts.person.menu(session.actor)}>
          {session.actor}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {session.roles.length > 0 && (
          <Text size="xs" px="sm" py={4}>
            {texts.person.roles(session.roles)}
          </Text>
        )}
        <Menu.Item onClick={() => void signOut('here')}>{texts.person.signOut}</Menu.Item>
        <Menu.Item onClick={() => void signOut('everywhere')}>{texts.person.everywhere}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
