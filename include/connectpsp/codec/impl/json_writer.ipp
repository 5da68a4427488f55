// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_CODEC_IMPL_JSON_WRITER_IPP
#define CONNECTPSP_CODEC_IMPL_JSON_WRITER_IPP

#include <connectpsp/codec/describe.hpp>
#include <connectpsp/core/version.hpp>

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

CONNECTPSP_DECL void write_object(void const* object, type_table const& table, writer const& to) {
    std::string& out = to.out;
    to.put("{");
    std::size_t const first = out.size();
    for (field const* each = table.fields; each->bit != 0; ++each) {
        std::size_t const before = out.size();
        to.put(before == first ? "\"" : ",\"");
        to.put(each->key);
        to.put("\":");
        if (!each->write(object, writer{out, to.redacted, each->shown})) out.resize(before);
    }
    to.put("}");
}

} // namespace connectpsp::detail

#endif
