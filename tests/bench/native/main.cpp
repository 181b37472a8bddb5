// Measures what its only argument asks for (request.h) and prints a line of JSON for each figure.
// tests/bench/main.mjs runs it natively and in a browser's worker.
#include <cstdio>
#include <exception>
#include <stdexcept>

#include "base/json.h"
#include "kernels/kernels.h"
#include "measurements.h"

namespace {

using namespace receptive;
using namespace receptive::bench;

void print(const Json& line) { std::puts(line.dump().c_str()); }

void measure_peaks() {
  for (const Kernels* kernels : available_kernels()) {
    const double rate = peak_rate(kernels->name, 0.1);
    if (rate > 0) print({{"peak", kernels->name}, {"multiplyAddsPerSecond", rate}});
  }
}

void measure_cases(const Request& request) {
  Stopwatch stopwatch(request.seconds);
  for (int round = 0; round < request.rounds; ++round) {
    for (std::size_t i = 0; i < request.cases.size(); ++i) {
      const int index = static_cast<int>(i);
      const Case& one = request.cases[i];
      if (request.kernels) time_kernels(index, one, stopwatch);
      if (!request.peers || !one.has_weight()) continue;
#if defined(RECEPTIVE_BENCH_OPENBLAS)
      time_openblas(index, one, stopwatch);
#endif
#if defined(RECEPTIVE_BENCH_ONEDNN)
      time_onednn(index, one, stopwatch);
#endif
    }
  }
  stopwatch.print();
}

void describe_peers() {
#if defined(RECEPTIVE_BENCH_OPENBLAS)
  print({{"peer", "OpenBLAS"}, {"description", openblas_description()}});
#endif
#if defined(RECEPTIVE_BENCH_ONEDNN)
  print({{"peer", "oneDNN"}, {"description", onednn_description()}});
#endif
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count != 2) throw std::runtime_error("expected one argument, the request as JSON");
    const Request request = read_request(arguments[1]);
    if (request.peak) measure_peaks();
    if (request.peers) describe_peers();
    measure_cases(request);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "receptive_bench: %s\n", error.what());
    return 1;
  }
}
