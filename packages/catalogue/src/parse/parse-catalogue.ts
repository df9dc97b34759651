import { z } from 'zod';
import type { Catalogue } from '../catalogue.ts';
import type { Product } from '../product.ts';
import { idOfFile } from '../product.ts';
import { productFileSchema, type ProductFile } from '../schema/product-file.ts';
import { idSchema, lineSchema, urlSchema } from '../schema/word-schemas.ts';
import type { CatalogueProblem } from './catalogue-problem.ts';
import { extendProductFile } from './extend-product-file.ts';
import { finishProduct } from './finish-product.ts';
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
 * The catalogue out of its files: `sections.yaml`, `loaders.yaml`, `families/*.yaml`, `products/*.yaml`.
 *
 * All problems come at once, each with file and line; a product with a problem is left out, the others are there.
 */
export function parseCatalogue(files: readonly CatalogueFile[]): ParsedCatalogue {
  const problems: CatalogueProblem[] = [];
  const read = (file: CatalogueFile) => readYamlSource(file);
  const sections = parseSingle('sections.yaml', sectionsSchema, files, problems) ?? [];
  const loaders = parseSingle('loaders.yaml', loadersSchema, files, problems) ?? { memdisk: '', wimboot: '' };
  const families = new Map<string, ProductFile>();
  for (const source of files.filter(({ path }) => path.startsWith('families/')).map(read)) {
    const family = parseOne(source, productFileSchema, problems);
    if (family !== undefined) families.set(idOfFile(source.file), family);
  }
  const products: Product[] = [];
  for (const source of files.filter(({ path }) => path.startsWith('products/')).map(read)) {
    const product = parseProduct(
      source,
      families,
      sections.map(({ id }) => id),
      problems,
    );
    if (product !== null) products.push(product);
  }
  products.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  return { catalogue: { sections, loaders, products }, problems };
}

function parseProduct(
  source: YamlSource,
  families: ReadonlyMap<string, ProductFile>,
  sections: readonly string[],
  problems: CatalogueProblem[],
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
  const finished = finishProduct(source, extended.file, sections);
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
  const parsed = schema.safeParse(source.value);
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
