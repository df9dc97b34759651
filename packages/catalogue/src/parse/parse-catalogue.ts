import { issueWords } from '@netberth/slips/issue-words';
import { z } from 'zod';
import type { Catalogue } from '../catalogue.ts';
import type { Product } from '../product.ts';
import { idOfFile } from '../product.ts';
import { productFileSchema, type ProductFile } from '../schema/product-file.ts';
import { idSchema, lineSchema, urlSchema } from '../schema/word-schemas.ts';
import type { CatalogueProblem } from './catalogue-problem.ts';
import { extendProductFile } from './extend-product-file.ts';
import { finishProduct } from './finish-product.ts';
import { ownSection, parseOwnScript } from './parse-own-script.ts';
import { schemaProblems } from './schema-problems.ts';
import { readYamlSource, type CatalogueFile, type YamlSource } from './yaml-source.ts';

export type ParsedCatalogue = {
  readonly catalogue: Catalogue;
  readonly problems: readonly CatalogueProblem[];
};

const sectionsSchema = z.array(z.strictObject({ id: idSchema, name: lineSchema })).min(1);
const loadersSchema = z.strictObject({
  memdisk: urlSchema,
  wimboot: urlSchema,
  wimbootArm64: urlSchema.optional(),
});

/**
 * The catalogue out of its files: `sections.yaml`, `loaders.yaml`, `families/*.yaml`, `products/*.yaml`, `discs/*.yaml`.
 *
 * `own` are entries of a site: products (`*.yaml`), which need no section and no homepage, and iPXE scripts (`*.ipxe`).
 * One with the id of a product takes its place.
 *
 * All problems come at once, each with file and line; a product with a problem is left out, the others are there.
 */
export function parseCatalogue(
  files: readonly CatalogueFile[],
  own: readonly CatalogueFile[] = [],
): ParsedCatalogue {
  const problems: CatalogueProblem[] = [];
  const read = (file: CatalogueFile) => readYamlSource(file);
  const sections = parseSingle('sections.yaml', sectionsSchema, files, problems) ?? [];
  const loaders = parseSingle('loaders.yaml', loadersSchema, files, problems) ?? { memdisk: '', wimboot: '' };
  const families = new Map<string, ProductFile>();
  for (const source of files.filter(({ path }) => path.startsWith('families/')).map(read)) {
    const family = parseOne(source, productFileSchema, problems);
    if (family !== undefined) families.set(idOfFile(source.file), family);
  }
  const context = { families, sections: sections.map(({ id }) => id), problems };
  const byId = new Map<string, Product>();
  for (const file of files.filter(({ path }) => path.startsWith('products/'))) {
    const product = parseProduct(read(file), {}, context);
    if (product !== null) byId.set(product.id, product);
  }
  for (const file of own) {
    const product = file.path.endsWith('.ipxe')
      ? parseOwnScript(file, context.sections, problems)
      : parseProduct(read(file), { section: ownSection, homepage: file.path }, context);
    if (product !== null) byId.set(product.id, product);
  }
  const products = [...byId.values()];
  products.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const discs = files
    .filter(({ path }) => path.startsWith('discs/'))
    .flatMap((file) => parseProduct(read(file), { section: ownSection, homepage: file.path }, context) ?? []);
  return { catalogue: { sections, loaders, products, discs }, problems };
}

type ProductContext = {
  readonly families: ReadonlyMap<string, ProductFile>;
  readonly sections: readonly string[];
  readonly problems: CatalogueProblem[];
};

/** `presets`: for what neither the file nor its families say. */
function parseProduct(
  source: YamlSource,
  presets: Pick<ProductFile, 'section' | 'homepage'>,
  { families, sections, problems }: ProductContext,
): Product | null {
  const own = parseOne(source, productFileSchema, problems);
  if (own === undefined) return null;
  const extended = extendProductFile(own, families, []);
  if (!extended.ok) {
    problems.push({
      file: source.file,
      line: source.lineAt(['extends']),
      message: `extends: ${extended.message}`,
    });
    return null;
  }
  const said = Object.fromEntries(Object.entries(extended.file).filter(([, value]) => value !== undefined));
  const finished = finishProduct(source, { ...presets, ...said } as ProductFile, sections);
  problems.push(...finished.problems);
  return finished.product;
}

function parseOne<Schema extends z.ZodType>(
  source: YamlSource,
  schema: Schema,
  problems: CatalogueProblem[],
): z.output<Schema> | undefined {
  problems.push(...source.problems);
  if (source.problems.length > 0) return undefined;
  const parsed = schema.safeParse(source.value, { error: issueWords });
  if (parsed.success) return parsed.data;
  problems.push(...schemaProblems(source, parsed.error.issues));
  return undefined;
}

function parseSingle<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  files: readonly CatalogueFile[],
  problems: CatalogueProblem[],
): z.output<Schema> | undefined {
  const file = files.find((each) => each.path === path);
  if (file !== undefined) return parseOne(readYamlSource(file), schema, problems);
  problems.push({ file: path, line: 1, message: 'is missing' });
  return undefined;
}
