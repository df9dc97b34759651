import { expect, test } from 'vitest';
import { parseCatalogue } from '../parse/parse-catalogue.ts';
import { checkMachineScripts } from './check-scripts.ts';
import { listResolutions } from './list-resolutions.ts';

const { catalogue } = parseCatalogue([
  { path: 'sections.yaml', text: '- { id: linux, name: Linux }\n' },
  { path: 'loaders.yaml', text: 'memdisk: http://l.example/memdisk\nwimboot: http://l.example/wimboot\n' },
  {
    path: 'products/far.yaml',
    text: 'name: Far\nhomepage: https://far.example\nsection: linux\nnet: unused\nfirmware: [efi]\narch: { x86_64: amd64 }\nboot: [{ method: linux, kernel: https://far.example/linux }]\n',
  },
]);
const [product] = catalogue.products;
if (product === undefined) throw new Error('the fixture has lost its product');

test('what a known iPXE cannot fetch is no fault while the menu marks it, and one when it does not', () => {
  const listed = listResolutions(catalogue, product);
  expect(checkMachineScripts(product, listed).problems).toEqual([]);
  const unmarked = listed.map(({ resolution, ...each }) => {
    if (!resolution.ok) throw new Error(resolution.problems.join());
    const spec = { ...resolution.spec, requires: { ramMiB: null, features: [] } };
    return { ...each, resolution: { ...resolution, spec } };
  });
  expect(checkMachineScripts(product, unmarked).problems).toEqual([
    {
      file: 'products/far.yaml',
      line: 1,
      message:
        'the script of efi-x86_64: line 4: "https:" is not built into Debian 12, iPXE 1.0.0+git-20190125.36a4c85-5.1 on efi, and no mark in the menu says so',
    },
  ]);
});
