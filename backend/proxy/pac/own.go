package pac

import (
	"net"
	"slices"
)

// ownAddresses are the addresses that lead out of this machine: those of the ways to the whole Internet first, then those of
// the interfaces. "Dialling" UDP sends nothing; it only lets the system choose a way.
func ownAddresses() []net.IP {
	var own []net.IP
	for _, anywhere := range []string{"192.0.2.1:9", "[2001:db8::1]:9"} { // addresses for documentation, which nobody has
		if found := towards(anywhere); found != nil {
			own = append(own, found)
		}
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return own
	}
	for _, address := range addresses {
		network, ok := address.(*net.IPNet)
		if !ok || !network.IP.IsGlobalUnicast() || slices.ContainsFunc(own, network.IP.Equal) {
			continue
		}
		own = append(own, network.IP)
	}
	return own
}

func towards(address string) net.IP {
	to, err := net.ResolveUDPAddr("udp", address)
	if err != nil {
		return nil
	}
	connection, err := net.DialUDP("udp", nil, to)
	if err != nil {
		return nil
	}
	defer func() { _ = connection.Close() }()
	if local, ok := connection.LocalAddr().(*net.UDPAddr); ok && local.IP.IsGlobalUnicast() {
		return local.IP
	}
	return nil
}
