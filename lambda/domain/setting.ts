/**
 * A route, rule or entry as the configuration has it: what it takes to make it again, or to name it. Its resource is the
 * component of the fact that it belongs to. Texts are as they were described, by whomever, and unchecked.
 */
export type Setting =
  | {
      readonly kind: 'route';
      /** A CIDR or a prefix list. */
      readonly destination: string;
      /** An id, or `local`; absent where there is none or more than one. */
      readonly target?: string;
      readonly isPropagated: boolean;
      readonly isBlackhole: boolean;
    }
  | {
      /** Of a transit gateway route table; `target` is an attachment. */
      readonly kind: 'transit-route';
      readonly destination: string;
      readonly target?: string;
      readonly isPropagated: boolean;
      readonly isBlackhole: boolean;
      /** Whether it comes of a prefix list's reference. */
      readonly isReferred: boolean;
    }
  | {
      readonly kind: 'group-rule';
      readonly direction: 'ingress' | 'egress';
      /** A name, a number of IANA, or `-1` for all. */
      readonly protocol: string;
      /** Ports, or type and code of ICMP. */
      readonly from?: number;
      readonly to?: number;
      /** A CIDR, a prefix list or a security group. */
      readonly peer: string;
    }
  | {
      /** Of a network ACL. */
      readonly kind: 'acl-entry';
      readonly direction: 'ingress' | 'egress';
      readonly number: number;
      readonly protocol: string;
      readonly from?: number;
      readonly to?: number;
      readonly cidr: string;
      readonly allows: boolean;
    };
