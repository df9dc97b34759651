import { parseXml, XmlElement } from '@rgrove/parse-xml';

export type ListedKey = {
  readonly key: string;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly changedAt: Date;
};

/** One page of ListObjectsV2. */
export type ListedPage = { readonly keys: readonly ListedKey[]; readonly next: string | null };

export function parseListing(text: string): ListedPage {
  const root = parseXml(text).root;
  if (root === null) return { keys: [], next: null };
  const keys = childrenOf(root, 'Contents').map((entry) => ({
    key: textOf(entry, 'Key'),
    sizeBytes: Number(textOf(entry, 'Size')),
    etag: plainEtag(textOf(entry, 'ETag')),
    changedAt: new Date(textOf(entry, 'LastModified')),
  }));
  const next = textOf(root, 'NextContinuationToken');
  return { keys, next: next === '' ? null : next };
}

/** What S3 says of a refusal; null: that is no answer of S3. */
export function parseError(text: string): { readonly code: string; readonly message: string } | null {
  if (!/<Error[\s>]/.test(text)) return null;
  try {
    const root = parseXml(text).root;
    return root === null ? null : { code: textOf(root, 'Code'), message: textOf(root, 'Message') };
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** An ETag without its quotes: of an object in one piece its MD5. */
export function plainEtag(etag: string): string {
  return etag.replaceAll('"', '');
}

function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => child instanceof XmlElement && child.name === name,
  );
}

function textOf(element: XmlElement, name: string): string {
  return childrenOf(element, name)[0]?.text ?? '';
}
