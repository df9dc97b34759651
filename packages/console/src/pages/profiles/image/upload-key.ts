/** Names the upload of a file: the same file has the same key tomorrow; one that was changed has another. */
export function uploadKeyOf({
  name,
  size,
  lastModified,
}: Pick<File, 'name' | 'size' | 'lastModified'>): string {
  const readable = name.replaceAll(/[^A-Za-z0-9.]/g, '_').slice(-60);
  return `file-${size.toString(36)}-${lastModified.toString(36)}-${readable}`;
}
