// Convolutions of 3×3 kernels with stride 1 by Winograd's minimal filtering F(4×4, 3×3): a quarter of the
// multiplications. Source: Lavin & Gray 2015, "Fast Algorithms for Convolutional Neural Networks",
// <https://arxiv.org/abs/1509.09308>.
//
// The output is cut into tiles of 4×4 positions, each of which depends on 6×6 of the input. At each of the 36 points of
// the transforms, a layer is a product of matrices, [tiles, channels] · [channels, filters].
//
// Values are in the order N H W C, weights as stored, [filters, channels, 3, 3]. Numbers of channels and filters are
// multiples of 16. Memory named scratch is the caller's, in floats. An image's result does not depend on the others.
#ifndef CNETWORKKERNELS_WINOGRAD_H
#define CNETWORKKERNELS_WINOGRAD_H

#include <stddef.h>

// A convolution: zeros are thought around the input so that its first row of output is centred on row 1 − top.
typedef struct {
    size_t images;
    size_t input_height;
    size_t input_width;
    size_t output_height;
    size_t output_width;
    // Rows and columns of zeros before the input, 0 to 2.
    size_t top;
    size_t left;
    size_t channels;
    size_t filters;
    // The width of the vectors to compute with, one that the processor has.
    size_t vector_bits;
} network_winograd;

// The widest vectors that the processor has kernels for: 512, 256 or 128 bits.
size_t network_winograd_widest_vector(void);

// The floats that transformed weights take, in either order.
size_t network_winograd_weights_count(const network_winograd *settings);

// The transform of the weights, for the convolution.
void network_winograd_transform_weights(
    const network_winograd *settings, const float *weights, float *transformed);

// The transform of the weights turned by 180° and with channels and filters swapped: a convolution with them, `filters`
// as its channels, is the gradient of the convolution's input.
void network_winograd_transform_turned_weights(
    const network_winograd *settings, const float *weights, float *transformed);

// The floats of scratch that a convolution takes, and its gradient of the weights.
size_t network_winograd_scratch_count(const network_winograd *settings);
size_t network_winograd_gradient_scratch_count(const network_winograd *settings);

// Computes the convolution with transformed weights; bias may be NULL.
void network_winograd_convolve(
    const network_winograd *settings, const float *input, const float *transformed, const float *bias,
    float *output, float *scratch);

// Computes the gradient of the weights, [filters, channels, 3, 3], from the convolution's input and the gradient of its
// output.
void network_winograd_weights_gradient(
    const network_winograd *settings, const float *input, const float *gradient, float *weights_gradient,
    float *scratch);

#endif
