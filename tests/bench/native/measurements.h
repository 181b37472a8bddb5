#pragma once

#include <string>

#include "request.h"
#include "stopwatch.h"

namespace receptive::bench {

/// Multiply-adds a second on registers alone, by the instruction set of a table of kernels; 0 for
/// one without a loop of its own (the reference).
double peak_rate(const std::string& kernels, double seconds);

/// Every table of kernels except the reference.
void time_kernels(int index, const Case& one, Stopwatch& stopwatch);

/// The matrix products that a layer comes to: those of its patches for a convolution, without the
/// time to make the patches. One thread.
void time_openblas(int index, const Case& one, Stopwatch& stopwatch);
std::string openblas_description();

/// Convolutions in the memory formats that it likes best, without the time to bring data into them.
/// As many threads as OMP_NUM_THREADS says.
void time_onednn(int index, const Case& one, Stopwatch& stopwatch);
std::string onednn_description();

}  // namespace receptive::bench
