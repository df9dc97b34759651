/** A list in a setting (`debian,rocky`) without the id that is in it, or with the one that is not. */
export function withOrWithout(list: string, id: string): string {
  const ids = list.split(',').filter((each) => each !== '');
  return (ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]).join(',');
}
