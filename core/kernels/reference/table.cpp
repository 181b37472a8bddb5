#include "kernels/reference/reference.h"

namespace receptive {

const Kernels& reference_kernels() {
  static constexpr Kernels table{
      .name = "reference",
      .lanes = 1,
#define RECEPTIVE_KERNEL(result, name, ...) .name = reference::name,
#include "kernels/signatures.h"
  };
  return table;
}

}  // namespace receptive
