import { Badge, Group } from '@mantine/core';
import type { MenuEntry } from '@netberth/api';
import { Link } from '@tanstack/react-router';
import { Panel } from '../../parts/panel.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { texts } from '../../texts/texts.ts';

const words = texts.menu;
const { columns } = words;

type Props = { readonly name: string; readonly products: readonly MenuEntry[] };

export function SectionPanel({ name, products }: Props) {
  if (products.length === 0) return null;
  return (
    <Panel title={name}>
      <RowTable
        head={[columns.name, columns.architectures, columns.firmware, columns.ram, columns.marks]}
        widths={['30%', '20%', '15%', '10%', '25%']}
        none={words.none}
        rows={products.map((product) => ({
          key: product.id,
          cells: [
            <Link key="name" className="nb-link" to="/menu/$product" params={{ product: product.id }}>
              {product.name}
            </Link>,
            product.architectures.join(', '),
            product.firmware.map((firmware) => words.firmwares[firmware]).join(', '),
            product.ramMiB === null ? '' : words.ram(product.ramMiB),
            <Marks key="marks" {...product} />,
          ],
        }))}
      />
    </Panel>
  );
}

/** What is special about a product, each in a word. */
export function Marks({ visibility, isPinned, destroys, tier, ownFile }: MenuEntry) {
  const marks = [
    ...(visibility === 'shown' ? [] : [{ text: words.marks[visibility], color: 'orange' }]),
    ...(isPinned ? [{ text: words.marks.pinned, color: 'cyan' }] : []),
    ...(destroys ? [{ text: words.marks.destroys, color: 'red' }] : []),
    ...(tier === 'experimental' ? [{ text: words.marks.experimental, color: 'grape' }] : []),
    ...(ownFile === null ? [] : [{ text: ownFile, color: 'green' }]),
  ];
  return (
    <Group gap={4}>
      {marks.map(({ text, color }) => (
        <Badge key={text} variant="dot" size="sm" tt="none" color={color}>
          {text}
        </Badge>
      ))}
    </Group>
  );
}
