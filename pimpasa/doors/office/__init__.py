"""Officers, supervisors, trainers and analysts at a desk; partner agencies' staff too."""
