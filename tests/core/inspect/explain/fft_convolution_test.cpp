#include "inspect/explain/fft_convolution.h"

#include "base/error.h"
#include "core/worked_examples/support.h"

// That it gives the same map as the sums is the convolution theorem's case among the worked
// examples.
namespace receptive::testing::fft_convolution_test {

TEST_CASE("convolution by FFT reproduces the texts' rows") {
  const Floats row{2, 4, 6, 1, 5, 3, 2};
  const Floats odd{2, -1, 0.1F};
  const Floats even{2, -1, 0.1F, 5};
  check_printed(convolve_by_fft({row, 1, 7}, {odd, 1, 3}, FftPadding::valid),
                {0.6F, 2.1F, 11.5F, -2.7F, 7.2F}, 1e-6);
  check_printed(convolve_by_fft({row, 1, 7}, {odd, 1, 3}, FftPadding::same),
                {-1.6F, 0.6F, 2.1F, 11.5F, -2.7F, 7.2F, 4}, 1e-6);
  check_printed(convolve_by_fft({row, 1, 7}, {even, 1, 4}, FftPadding::same),
                {28.4F, 5.6F, 27.1F, 26.5F, 7.3F, 7.2F, 4}, 1e-6);
}

TEST_CASE("convolution by FFT takes 'same' filters that are larger than the map") {
  const Floats map{1, 2, 3, 4};
  Floats filter(49);
  filter[24] = 2;  // the middle
  check_printed(convolve_by_fft({map, 2, 2}, {filter, 7, 7}, FftPadding::same), {2, 4, 6, 8}, 1e-6);
}

TEST_CASE("convolution by FFT refuses what does not fit") {
  const Floats values(12);
  const auto error = [&](const PlaneView& map, const PlaneView& filter) {
    try {
      convolve_by_fft(map, filter, FftPadding::valid);
    } catch (const ArgumentError& refusal) {
      return std::string(refusal.what());
    }
    return std::string("nothing");
  };
  CHECK(error({values, 3, 5}, {values, 3, 4}) ==
        "map: expected a value for each pixel of 3x5, found 12");
  CHECK(error({values, 3, 4}, {values, -3, -4}) ==
        "filter: expected a value for each pixel of -3x-4, found 12");
  CHECK(error({values, 3, 4}, {values, 4, 3}) ==
        "filter: expected at most the map's 3x4, found 4x3");
  const Floats large(std::size_t{5000} * 5000);
  CHECK(error({large, 5000, 5000}, {values, 3, 4}) ==
        "map: expected at most 16777216 values with padding, found 25035012");
}

}  // namespace receptive::testing::fft_convolution_test
