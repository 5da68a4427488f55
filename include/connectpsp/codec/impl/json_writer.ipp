// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_IMPL_JSON_WRITER_IPP
#define CONNECTPSP_CODEC_IMPL_JSON_WRITER_IPP

#include <connectpsp/codec/describe.hpp>
#include <connectpsp/core/version.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

CONNECTPSP_DECL void write_object(void const* object, type_table const& table, writer const& to) {
    json_output& out = to.out;
    std::size_t const begin = out.size();
    for (field const* each = table.fields; each->bit != 0; ++each) {
        std::size_t const before = out.size();
        out.put(each->written_key());
        if (!each->write(object, writer{out, to.redacted, each->shown})) out.cut(before);
    }
    if (out.size() == begin)
        out.put('{');
    else
        out[begin] = '{'; // in place of the first comma
    out.put('}');
}

} // namespace connectpsp::detail

#endif
