#include <emscripten/bind.h>
#include <malloc.h>

#include "kernels/kernels.h"
#include "outgoing.h"

namespace receptive::bindings {

namespace {

Text kernels_name() { return Text(std::string_view(fastest_kernels().name)); }

/// Bytes that the core has taken and not given back.
double used_bytes() { return static_cast<double>(mallinfo().uordblks); }

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_engine) {
  emscripten::function("kernelsName", &kernels_name);
  emscripten::function("usedBytes", &used_bytes);
}

}  // namespace receptive::bindings
