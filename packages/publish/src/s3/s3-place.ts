/** Where in S3: a bucket, and where its objects begin. */
export type S3Place = {
  readonly bucket: string;
  /** Without `/` at either end; empty: the bucket itself. */
  readonly prefix: string;
  readonly region: string;
  /** Without `/` at the end; null: AWS. */
  readonly endpoint: string | null;
};

export type S3Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
};

/** The URL of the bucket. Other stores than AWS, and names with dots, which no certificate is for, have it in the path. */
export function bucketUrl({ bucket, region, endpoint }: S3Place): string {
  if (endpoint !== null) return `${endpoint}/${bucket}`;
  const host = `s3.${region}.amazonaws.com`;
  return bucket.includes('.') ? `https://${host}/${bucket}` : `https://${bucket}.${host}`;
}

/** Every character that S3 does not take as it is, slashes apart. */
export function keyPath(key: string): string {
  return key
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replace(
        /[!'()*]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}
