import { Kbd, Modal, Table } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { texts } from '../texts/texts.ts';

const words = texts.keys;

/** What the keyboard does; the key `?` leads here from every page. */
export function KeysDialog() {
  const [isOpen, { open, close }] = useDisclosure(false);
  // Where `?` is typed with Shift, and where it is not.
  useHotkeys([
    ['shift+?', open],
    ['?', open],
  ]);
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={words.title}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
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
