import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure, useDocumentTitle } from '@mantine/hooks';
import type { Session } from '@netberth/api';
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { texts } from '../texts/texts.ts';
import { ColourSchemeButton } from './colour-scheme-button.tsx';
import { FindMachine } from './find-machine.tsx';
import { PersonMenu } from './person-menu.tsx';
import { isPageFor } from './is-page-for.ts';
import { pages } from './pages.ts';
import { usePageKeys } from './use-page-keys.ts';
import mark from '../netberth.svg';

/** What is around every page: head, navigation, and the way past them for the keyboard. */
export function Shell({ session }: { readonly session: Session }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  const shown = pages.filter((page) => isPageFor(session, page));
  const current = shown.findLast(({ to }) => isBelow(pathname, to));
  // Whoever may not see the overview begins at the first page there is.
  const isHidden = pathname === '/' && current === undefined && shown.length > 0;
  usePageKeys(shown);
  useDocumentTitle(current === undefined ? texts.product : `${current.label} · ${texts.product}`);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 190, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="nb-skip" href="#page">
        {texts.skipToPage}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={texts.navigation}
            />
            <img src={mark} alt="" width={24} height={24} />
            <Text fw={700} visibleFrom="xs">
              {texts.product}
            </Text>
          </Group>
          <FindMachine />
          <Group gap="xs" wrap="nowrap">
            <ColourSchemeButton />
            <PersonMenu session={session} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={texts.navigation}>
        {shown.map(({ to, label }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={label}
            active={current?.to === to}
            aria-current={current?.to === to ? 'page' : undefined}
            variant="light"
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        {isHidden ? <Navigate to={shown[0]?.to ?? '/start'} replace /> : <Outlet />}
      </AppShell.Main>
    </AppShell>
  );
}

function isBelow(pathname: string, to: string): boolean {
  return to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`);
}
