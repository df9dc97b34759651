import { Alert, List, Stack, Text } from '@mantine/core';
import type { OutputOf, dhcpCheck } from '@netberth/api';
import { texts } from '../../texts/texts.ts';

const words = texts.start.dhcp;

/** What would become of each kind of machine, and what to change. */
export function DhcpVerdict({ ok, clients, servers, address }: OutputOf<typeof dhcpCheck>) {
  return (
    <Alert
      role="status"
      variant="outline"
      color={ok ? 'green' : 'orange'}
      title={ok ? words.good : words.bad}
    >
      <Stack gap="xs">
        <Text size="sm">
          {servers.length === 0 ? words.nobody(address) : words.answered(servers.map((one) => one.address))}
        </Text>
        <List size="sm">
          {clients.map(({ kind, title, text, advice }) => (
            <List.Item key={kind}>
              <b>{title}</b>: {advice === null ? text : words.withAdvice(text, advice)}
            </List.Item>
          ))}
        </List>
      </Stack>
    </Alert>
  );
}
