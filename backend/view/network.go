package view

// Proxy is the way out that this machine is set to.
type Proxy struct {
	// Address is "host:port" without user or password; empty when requests go without a proxy.
	Address string `json:"address"`
	// Source is "none", "environment", "system", "script" (PAC) or "script-failed" (a script is set, and cannot be fetched or
	// followed).
	Source string `json:"source"`
}

// NetworkTest is whether one host answers.
type NetworkTest struct {
	// Purpose is "organization" or "sign-in".
	Purpose      string `json:"purpose"`
	Host         string `json:"host"`
	Proxy        Proxy  `json:"proxy"`
	Reached      bool   `json:"reached"`
	Milliseconds int64  `json:"milliseconds"`
	// ClockSkewSeconds is this machine's clock minus the host's; 0 when it is unknown or less than a second.
	ClockSkewSeconds int `json:"clockSkewSeconds"`
	// Problem is why it does not answer; the detail is "dns", "tls", "proxy", "time-out" or "connection".
	Problem Problem `json:"problem"`
}
