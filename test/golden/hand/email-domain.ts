/** What stands behind the @. */
export function emailDomain(email: string): string {
  return email.split("@")[1];
}

export default emailDomain;
