// Winograd's convolution for one instruction set; winograd.c includes this file once for each, with
//   NAME(x)        the name of a function for the instruction set,
//   WIDTH          the floats of a vector; it divides PANEL,
//   ROWS, PANELS   the rows and the panels of PANEL columns whose sums a product keeps in registers,
//   GRADIENT_ROWS  the rows for the gradient of weights; it divides PANEL.

typedef float NAME(vector) __attribute__((vector_size(WIDTH * sizeof(float)), aligned(4)));
#define VECTOR NAME(vector)
#define VECTORS (PANELS * PANEL / WIDTH)

static ALWAYS_INLINE VECTOR NAME(load)(const float *values) { return *(const VECTOR *)values; }
static ALWAYS_INLINE void NAME(store)(float *values, VECTOR value) { *(VECTOR *)values = value; }

// MARK: Transforms of one axis

// Bᵀ d: six values of the input.
static ALWAYS_INLINE void NAME(input_axis)(const VECTOR *d, size_t stride, VECTOR *result) {
    const VECTOR d0 = d[0], d1 = d[stride], d2 = d[2 * stride], d3 = d[3 * stride], d4 = d[4 * stride],
                 d5 = d[5 * stride];
    const VECTOR even = d4 - 4 * d2, odd = d3 - 4 * d1;
    const VECTOR near = d4 - d2, far = 2 * (d3 - d1);
    result[0] = 4 * d0 - 5 * d2 + d4;
    result[1] = even + odd;
    result[2] = even - odd;
    result[3] = near + far;
    result[4] = near - far;
    result[5] = 4 * d1 - 5 * d3 + d5;
}

// Aᵀ m: six points to four values of the output.
static ALWAYS_INLINE void NAME(output_axis)(const VECTOR *m, size_t stride, VECTOR *result) {
    const VECTOR sum1 = m[stride] + m[2 * stride], difference1 = m[stride] - m[2 * stride];
    const VECTOR sum2 = m[3 * stride] + m[4 * stride], difference2 = m[3 * stride] - m[4 * stride];
    result[0] = m[0] + sum1 + sum2;
    result[1] = difference1 + 2 * difference2;
    result[2] = sum1 + 4 * sum2;
    result[3] = difference1 + 8 * difference2 + m[5 * stride];
}

// A y: four values of the output's gradient to six points.
static ALWAYS_INLINE void NAME(gradient_axis)(const VECTOR *y, size_t stride, VECTOR *result) {
    const VECTOR y0 = y[0], y1 = y[stride], y2 = y[2 * stride], y3 = y[3 * stride];
    const VECTOR even1 = y0 + y2, odd1 = y1 + y3, even2 = y0 + 4 * y2, odd2 = 2 * y1 + 8 * y3;
    result[0] = y0;
    result[1] = even1 + odd1;
    result[2] = even1 - odd1;
    result[3] = even2 + odd2;
    result[4] = even2 - odd2;
    result[5] = y3;
}

// G g: three weights to six points.
static ALWAYS_INLINE void NAME(weights_axis)(const VECTOR *g, size_t stride, VECTOR *result) {
    const VECTOR g0 = g[0], g1 = g[stride], g2 = g[2 * stride];
    const VECTOR outer1 = -(g0 + g2) / 6, outer2 = g0 / 24 + g2 / 6;
    result[0] = g0 / 4;
    result[1] = outer1 - g1 / 6;
    result[2] = outer1 + g1 / 6;
    result[3] = outer2 + g1 / 12;
    result[4] = outer2 - g1 / 12;
    result[5] = g2;
}

// Gᵀ u: six points to three weights.
static ALWAYS_INLINE void NAME(weights_gradient_axis)(const VECTOR *u, size_t stride, VECTOR *result) {
    const VECTOR sum1 = u[stride] + u[2 * stride], difference1 = u[2 * stride] - u[stride];
    const VECTOR sum2 = u[3 * stride] + u[4 * stride], difference2 = u[3 * stride] - u[4 * stride];
    result[0] = u[0] / 4 - sum1 / 6 + sum2 / 24;
    result[1] = difference1 / 6 + difference2 / 12;
    result[2] = (sum2 - sum1) / 6 + u[5 * stride];
}

// MARK: Transforms of tiles

// Where the values of a tile lie, `size`² positions from row and column on; those outside are zeros.
static ALWAYS_INLINE void NAME(locate)(
    const float *values, size_t height, size_t width, size_t channels, ptrdiff_t row, ptrdiff_t column,
    int size, const float *zeros, const float **places) {
    for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
            const ptrdiff_t y = row + i, x = column + j;
            const bool is_inside = y >= 0 && y < (ptrdiff_t)height && x >= 0 && x < (ptrdiff_t)width;
            places[i * size + j] = is_inside ? values + ((size_t)y * width + (size_t)x) * channels : zeros;
        }
    }
}

// The 36 points of tiles of `size`² values, which `axis` transforms along each axis. The first tile of an image begins
// `top` rows above it and `left` columns beside it.
static ALWAYS_INLINE void NAME(transform_tiles)(
    tile_grid grid, const float *values, size_t height, size_t width, size_t channels, size_t top, size_t left,
    size_t size, void (*axis)(const VECTOR *, size_t, VECTOR *), const float *zeros, tile_range tiles,
    matrix_order order, float *transformed) {
    for (size_t t = 0; t < tiles.count; t++) {
        const tile_position tile = position(grid, tiles.first + t);
        const float *places[36];
        NAME(locate)(
            values + tile.image * height * width * channels, height, width, channels,
            (ptrdiff_t)(4 * tile.row) - (ptrdiff_t)top, (ptrdiff_t)(4 * tile.column) - (ptrdiff_t)left,
            (int)size, zeros, places);
        for (size_t c = 0; c < channels; c += WIDTH) {
            VECTOR half[36], column[6], row[6];
            for (size_t j = 0; j < size; j++) {
                for (size_t i = 0; i < size; i++) column[i] = NAME(load)(places[i * size + j] + c);
                axis(column, 1, half + 6 * j);
            }
            float *target = transformed + c / PANEL * order.panel + t * order.row + c % PANEL;
            for (size_t i = 0; i < 6; i++) {
                axis(half + i, 6, row);
                for (size_t j = 0; j < 6; j++) NAME(store)(target + (i * 6 + j) * order.point, row[j]);
            }
        }
    }
}

static void NAME(transform_input)(
    const network_winograd *settings, const float *input, const float *zeros, tile_range tiles,
    matrix_order order, float *transformed) {
    NAME(transform_tiles)(
        grid_of(settings), input, settings->input_height, settings->input_width, settings->channels,
        settings->top, settings->left, 6, NAME(input_axis), zeros, tiles, order, transformed);
}

static void NAME(transform_gradient)(
    const network_winograd *settings, const float *gradient, const float *zeros, tile_range tiles,
    matrix_order order, float *transformed) {
    NAME(transform_tiles)(
        grid_of(settings), gradient, settings->output_height, settings->output_width, settings->filters, 0, 0,
        4, NAME(gradient_axis), zeros, tiles, order, transformed);
}

static void NAME(transform_output)(
    const network_winograd *settings, const float *products, tile_range tiles, matrix_order order,
    const float *bias, float *output) {
    const tile_grid grid = grid_of(settings);
    const size_t filters = settings->filters, width = settings->output_width;
    for (size_t t = 0; t < tiles.count; t++) {
        const tile_position tile = position(grid, tiles.first + t);
        const size_t top = 4 * tile.row, left = 4 * tile.column;
        const size_t rows = smaller(4, settings->output_height - top);
        const size_t columns = smaller(4, width - left);
        float *corner =
            output + ((tile.image * settings->output_height + top) * width + left) * filters;
        for (size_t k = 0; k < filters; k += WIDTH) {
            VECTOR half[24], column[6], row[4];
            const float *source = products + k / PANEL * order.panel + t * order.row + k % PANEL;
            for (size_t j = 0; j < 6; j++) {
                for (size_t i = 0; i < 6; i++) column[i] = NAME(load)(source + (i * 6 + j) * order.point);
                NAME(output_axis)(column, 1, half + 4 * j);
            }
            const VECTOR shift = bias ? NAME(load)(bias + k) : (VECTOR){0};
            for (size_t i = 0; i < rows; i++) {
                NAME(output_axis)(half + i, 4, row);
                for (size_t j = 0; j < columns; j++) {
                    NAME(store)(corner + (i * width + j) * filters + k, row[j] + shift);
                }
            }
        }
    }
}

// MARK: Transforms of weights

// G g Gᵀ of all kernels: `inner` of them along the axis that products sum over, `inner_step` floats apart, and likewise
// along the other. Turned ones are read from behind.
static void NAME(transform_weights)(
    const float *weights, size_t inner, size_t inner_step, size_t outer, size_t outer_step, bool is_turned,
    float *transformed) {
    for (size_t o = 0; o < outer; o += WIDTH) {
        for (size_t i = 0; i < inner; i++) {
            VECTOR kernel[9], half[18], row[6];
            for (size_t lane = 0; lane < WIDTH; lane++) {
                const float *source = weights + i * inner_step + (o + lane) * outer_step;
                for (size_t e = 0; e < 9; e++) kernel[e][lane] = source[is_turned ? 8 - e : e];
            }
            for (size_t j = 0; j < 3; j++) NAME(weights_axis)(kernel + j, 3, half + 6 * j);
            float *target = transformed + (o / PANEL * inner + i) * PANEL + o % PANEL;
            for (size_t y = 0; y < 6; y++) {
                NAME(weights_axis)(half + y, 6, row);
                for (size_t x = 0; x < 6; x++) {
                    NAME(store)(target + (y * 6 + x) * point_step(inner, outer), row[x]);
                }
            }
        }
    }
}

// Gᵀ u G of the sums at the 36 points, [point, filters / PANEL, channels, PANEL].
static void NAME(gather_weights_gradient)(
    const float *sums, size_t channels, size_t filters, float *weights_gradient) {
    for (size_t k = 0; k < filters; k += WIDTH) {
        for (size_t c = 0; c < channels; c++) {
            VECTOR half[18], column[6], row[3];
            const float *source = sums + (k / PANEL * channels + c) * PANEL + k % PANEL;
            for (size_t j = 0; j < 6; j++) {
                for (size_t i = 0; i < 6; i++) {
                    column[i] = NAME(load)(source + (i * 6 + j) * point_step(channels, filters));
                }
                NAME(weights_gradient_axis)(column, 1, half + 3 * j);
            }
            for (size_t i = 0; i < 3; i++) {
                NAME(weights_gradient_axis)(half + i, 3, row);
                for (size_t j = 0; j < 3; j++) {
                    for (size_t lane = 0; lane < WIDTH; lane++) {
                        weights_gradient[((k + lane) * channels + c) * 9 + i * 3 + j] = row[j][lane];
                    }
                }
            }
        }
    }
}

// MARK: Products

// `rows` rows of left · right, where left is [rows, inner] with steps of `left_row` and `left_inner` floats, and
// right some panels of [inner, PANEL]. The sums are added to those in output, or replace them; they run over `inner`
// in order.
static ALWAYS_INLINE void NAME(multiply)(
    const float *left, size_t left_row, size_t left_inner, const float *right, size_t right_panel, size_t inner,
    int rows, int panels, bool adds, float *output, size_t output_row, size_t output_panel) {
    VECTOR sums[MAXIMUM_ROWS][VECTORS];
    const int vectors = panels * PANEL / WIDTH;
    UNROLL for (int r = 0; r < rows; r++) {
        UNROLL for (int v = 0; v < vectors; v++) {
            const size_t place = (size_t)r * output_row + (size_t)(v * WIDTH / PANEL) * output_panel
                + (size_t)(v * WIDTH % PANEL);
            sums[r][v] = adds ? NAME(load)(output + place) : (VECTOR){0};
        }
    }
    for (size_t i = 0; i < inner; i++) {
        VECTOR columns[VECTORS];
        UNROLL for (int v = 0; v < vectors; v++) {
            columns[v] = NAME(load)(
                right + (size_t)(v * WIDTH / PANEL) * right_panel + i * PANEL + (size_t)(v * WIDTH % PANEL));
        }
        UNROLL for (int r = 0; r < rows; r++) {
            const float factor = left[(size_t)r * left_row + i * left_inner];
            UNROLL for (int v = 0; v < vectors; v++) sums[r][v] += factor * columns[v];
        }
    }
    UNROLL for (int r = 0; r < rows; r++) {
        UNROLL for (int v = 0; v < vectors; v++) {
            const size_t place = (size_t)r * output_row + (size_t)(v * WIDTH / PANEL) * output_panel
                + (size_t)(v * WIDTH % PANEL);
            NAME(store)(output + place, sums[r][v]);
        }
    }
}

// Some panels of a product at one point: [tiles, channels] · [channels, filters], tiles a multiple of ROWS.
static ALWAYS_INLINE void NAME(multiply_panels)(
    const float *input, const float *weights, size_t tiles, size_t channels, size_t filters, int panels,
    float *products) {
    for (size_t t = 0; t < tiles; t += ROWS) {
        NAME(multiply)(
            input + t * channels, channels, 1, weights, channels * PANEL, channels, ROWS, panels, false,
            products + t * filters, filters, PANEL);
    }
}

static void NAME(multiply_point)(
    const float *input, const float *weights, size_t tiles, size_t channels, size_t filters,
    float *products) {
    size_t k = 0;
    for (; k + PANELS * PANEL <= filters; k += PANELS * PANEL) {
        NAME(multiply_panels)(
            input, weights + k * channels, tiles, channels, filters, PANELS, products + k);
    }
    for (; k < filters; k += PANEL) {
        NAME(multiply_panels)(input, weights + k * channels, tiles, channels, filters, 1, products + k);
    }
}

// The same for the gradient: [channels, tiles] · [tiles, filters], both in panels, [tiles, PANEL].
static ALWAYS_INLINE void NAME(multiply_gradient_panels)(
    const float *input, const float *gradient, size_t tiles, size_t channels, int panels, bool adds,
    float *sums) {
    for (size_t c = 0; c < channels; c += GRADIENT_ROWS) {
        NAME(multiply)(
            input + c / PANEL * tiles * PANEL + c % PANEL, 1, PANEL, gradient, tiles * PANEL, tiles,
            GRADIENT_ROWS, panels, adds, sums + c * PANEL, PANEL, channels * PANEL);
    }
}

static void NAME(multiply_gradient_point)(
    const float *input, const float *gradient, size_t tiles, size_t channels, size_t filters, bool adds,
    float *sums) {
    size_t k = 0;
    for (; k + PANELS * PANEL <= filters; k += PANELS * PANEL) {
        NAME(multiply_gradient_panels)(
            input, gradient + k * tiles, tiles, channels, PANELS, adds, sums + k * channels);
    }
    for (; k < filters; k += PANEL) {
        NAME(multiply_gradient_panels)(
            input, gradient + k * tiles, tiles, channels, 1, adds, sums + k * channels);
    }
}

#undef VECTOR
#undef VECTORS
#undef NAME
#undef WIDTH
#undef ROWS
#undef PANELS
#undef GRADIENT_ROWS
