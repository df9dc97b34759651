import { Kbd, Modal, Table } from '@mantine/core';
import { texts } from '../texts/texts.ts';

const words = texts.keys;

/** What the keyboard does. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': texts.close }}>
      <Table>
        <Table.Tbody>
          {words.list.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Th scope="row">
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
