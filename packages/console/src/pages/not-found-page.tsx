import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { texts } from '../texts/texts.ts';

export function NotFoundPage() {
  return (
    <Stack align="flex-start">
      <Title order={1}>{texts.notFound.title}</Title>
      <Text>{texts.notFound.text}</Text>
      <Anchor component={Link} to="/">
        {texts.pages.overview}
      </Anchor>
    </Stack>
  );
}
