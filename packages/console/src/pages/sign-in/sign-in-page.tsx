import { Button, Center, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import mark from '../../netberth.svg';
import { Problem } from '../../parts/problem.tsx';
import { signIn, useSignOnProviders } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';

export function SignInPage() {
  useDocumentTitle(`${texts.signIn.title} · ${texts.product}`);
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" w="100%" maw={380}>
        <Stack>
          <Group gap="sm">
            <img src={mark} alt="" width={32} height={32} />
            <Title order={1}>{texts.signIn.title}</Title>
          </Group>
          <PasswordForm />
          <SignOnLinks />
          <Text size="sm">{texts.signIn.hint}</Text>
        </Stack>
      </Paper>
    </Center>
  );
}

/** Single sign-on: the browser leaves this page, and comes back signed in. */
function SignOnLinks() {
  return useSignOnProviders().map(({ id, label, href }) => (
    <Button key={id} component="a" href={href ?? '/'} variant="default">
      {label}
    </Button>
  ));
}

function PasswordForm() {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: () => signIn(username, password) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate();
      }}
    >
      <Stack>
        <TextInput
          label={texts.signIn.username}
          autoComplete="username"
          required
          data-autofocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label={texts.signIn.password}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Problem error={attempt.error} />
        <Button type="submit" loading={attempt.isPending}>
          {texts.signIn.submit}
        </Button>
      </Stack>
    </form>
  );
}
