import { describe, expect, it } from 'vitest';
import { problemLine } from './catalogue-problem.ts';
import { parseCatalogue } from './parse-catalogue.ts';

const around = [
  { path: 'sections.yaml', text: '- { id: linux, name: Linux }\n' },
  {
    path: 'loaders.yaml',
    text: 'memdisk: http://files.example/memdisk\nwimboot: http://files.example/wimboot\n',
  },
  {
    path: 'families/plain.yaml',
    text: 'net: none\nboot: [{ method: linux, kernel: "{base}/vmlinuz", args: [quiet] }]\n',
  },
];
const good = `name: Good
homepage: https://good.example
section: linux
extends: plain
arch: { x86_64: amd64 }
values: { base: 'http://files.example/{arch}' }
`;

function problemsOf(...files: { path: string; text: string }[]): string[] {
  return parse(...files).problems.map(problemLine);
}

function parse(...files: { path: string; text: string }[]) {
  return parseCatalogue([...around, { path: 'products/good.yaml', text: good }, ...files]);
}

function productFile(...lines: string[]) {
  return { path: 'products/other.yaml', text: good + lines.map((line) => `${line}\n`).join('') };
}

describe('parseCatalogue', () => {
  it('finds nothing wrong with a good product', () => {
    const { catalogue, problems } = parse();
    expect(problems).toEqual([]);
    expect(catalogue.products.map(({ id, name, net }) => ({ id, name, net }))).toEqual([
      { id: 'good', name: 'Good', net: 'none' },
    ]);
  });

  it('names a version that YAML reads as a number, as it is written', () => {
    expect(problemsOf(productFile('axes:', '  release:', '    items:', '      - { id: 4.20 }'))).toEqual([
      'products/other.yaml:10: axes.release.items.0.id: 4.20 is the number 4.2 to YAML, wanted a text: write "4.20" in quotes',
    ]);
  });

  it('names a version that YAML reads as a number where it stands alone', () => {
    expect(problemsOf(productFile('axes:', '  release: { items: [4.20] }'))).toEqual([
      'products/other.yaml:8: axes.release.items.0: 4.20 is the number 4.2 to YAML, wanted a text: write "4.20" in quotes',
    ]);
  });

  it('names a family that does not exist, and the families that do', () => {
    const text = good.replace('extends: plain', 'extends: plane');
    expect(problemsOf({ path: 'products/other.yaml', text })).toEqual([
      'products/other.yaml:4: extends: "plane" is no family; there are plain',
    ]);
  });

  it('names the way round a cycle', () => {
    const text = good.replace('extends: plain', 'extends: a');
    expect(
      problemsOf(
        { path: 'products/other.yaml', text },
        { path: 'families/a.yaml', text: 'extends: b\n' },
        { path: 'families/b.yaml', text: 'extends: a\n' },
      ),
    ).toEqual(['products/other.yaml:4: extends: a cycle: a extends b extends a']);
  });

  it('names an item that is there twice, in the line of the second', () => {
    expect(
      problemsOf(
        productFile('axes:', '  release:', '    items:', "      - '10'", "      - { id: '10', label: Ten }"),
      ),
    ).toEqual([
      'products/other.yaml:11: axes.release.items.1: "10" is there twice: an item needs an id of its own',
    ]);
  });

  it('names a URL with a blank', () => {
    expect(problemsOf(productFile('mirrors: http://files.example/a b'))).toEqual([
      'products/other.yaml:7: mirrors: "http://files.example/a b" has a blank: wanted %20, or no blank at all',
    ]);
  });

  it('names a field that does not exist', () => {
    expect(problemsOf(productFile('kernal: x'))).toEqual([
      expect.stringMatching(/^products\/other\.yaml:7: kernal: is not known here: there is extends, name, /),
    ]);
  });

  it('names what a product lacks after its families', () => {
    const text = good.replace('extends: plain\n', '');
    expect(problemsOf({ path: 'products/other.yaml', text })).toEqual([
      'products/other.yaml:1: "net" is missing, here and in its families',
      'products/other.yaml:1: "boot" is missing, here and in its families',
    ]);
  });

  it('names a name that would stand for two things', () => {
    expect(problemsOf(productFile('inputs: { base: { title: Base, kind: url } }'))).toEqual([
      'products/other.yaml:6: values.base: "base" is among inputs already: take another name',
    ]);
  });

  it('names YAML that is none', () => {
    expect(problemsOf({ path: 'products/other.yaml', text: 'name: [\n' })[0]).toMatch(
      /^products\/other\.yaml:2: /,
    );
  });

  it('gives all problems at once and keeps what is in order', () => {
    const { catalogue, problems } = parse(
      { path: 'products/one.yaml', text: 'name: One\n' },
      productFile('tier: best', 'mirrors: ftp://files.example'),
    );
    expect(problems.map(({ file }) => file)).toEqual([
      ...Array(5).fill('products/one.yaml'),
      'products/other.yaml',
      'products/other.yaml',
    ]);
    expect(catalogue.products.map(({ id }) => id)).toEqual(['good']);
  });
});
