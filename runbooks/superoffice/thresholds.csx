// Numbers that more than one runbook of this folder needs.

// Lost packets, in percent. Above Cut nothing gets through: that is an outage, not an unstable network.
const double Quiet = 1, Unstable = 2, Bad = 5, Cut = 25;

// Load of a cluster, in percent of its capacity.
const double HighLoad = 85, LowLoad = 60;
