/** What `comptoir` serves with, as the command line or the environment says. */
export interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly data?: string;
  readonly singleMachine?: boolean;
  readonly allowHost: readonly string[];
  readonly publicOrigin?: string;
  readonly trustedProxy: readonly string[];
  readonly open: boolean;
  readonly mdns: boolean;
  readonly demo?: boolean;
  readonly rateLimit: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsPort: number;
}
