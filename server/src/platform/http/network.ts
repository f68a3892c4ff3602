import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network that a caller's address stands for when tries are counted: an IPv4 address itself; of IPv6 the /64, since
 * one subscriber has at least that much and could otherwise come from a new address each time. A caller who has gone
 * has no address any more (whatever the type of `request.ip` says): all of those are one network. With `ipv6Bits` 56, what
 * a household is commonly given (RIPE-690, 4.2): there the network is to be the subscriber, even one who knows how.
 */
export function networkOf(address: string | undefined, ipv6Bits: 56 | 64 = 64): string {
  if (address === undefined) return 'unknown'
  const bare = address.split('%', 1)[0] ?? address
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return 'unknown'
  const groups = groupsOf(bare)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (mapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.')
  return `${groups
    .slice(0, 4)
    .map((group, index) => (index === 3 && ipv6Bits === 56 ? group & 0xff00 : group).toString(16))
    .join(':')}::/${ipv6Bits}`
}

/** This machine itself, or a caller who has gone: no client that could be told from others. */
export const isHere = (network: string): boolean => isLoopback(network) || network === 'unknown'

/** This machine itself. */
export const isLoopback = (network: string): boolean => network.startsWith('127.') || network.startsWith('0:0:0:0::/')

/** The eight groups of an IPv6 address, its `::` and a dotted tail written out. */
function groupsOf(address: string): number[] {
  const hex = address.replace(/\d+\.\d+\.\d+\.\d+$/, (dotted) => {
    const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number)
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  })
  const [head = '', tail] = hex.split('::')
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const front = parse(head)
  if (tail === undefined) return front
  const back = parse(tail)
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back]
}
